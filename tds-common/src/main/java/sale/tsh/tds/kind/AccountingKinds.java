package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ApiResource.books;
import static sale.tsh.tds.kind.ColumnList.all;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.percent;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DATE;
import static sale.tsh.tds.kind.ColumnType.ID;
import static sale.tsh.tds.kind.KeyUse.SHARED;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.ACCOUNT;
import static sale.tsh.tds.kind.SharedColumns.CREATED_BY;
import static sale.tsh.tds.kind.SharedColumns.CURRENCY;
import static sale.tsh.tds.kind.SharedColumns.CUSTOMER;
import static sale.tsh.tds.kind.SharedColumns.LINE_ITEMS;
import static sale.tsh.tds.kind.SharedColumns.LOCATION;
import static sale.tsh.tds.kind.SharedColumns.LOCATION_ID;
import static sale.tsh.tds.kind.SharedColumns.PROJECT;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.VENDOR;

import java.util.List;

/** The books: accounts, what moves on them, taxes and currencies. */
final class AccountingKinds {

  private static final ColumnList FROM_AND_TO =
      all(
          id("from_account_id"),
          text("from_account_name"),
          id("to_account_id"),
          text("to_account_name"));

  private AccountingKinds() {}

  static Kind journal() {
    return kind("journal")
        .paths("journals")
        .at(books("journals").scoped("accountants"))
        .inEachSpelling()
        .table("journals")
        .key("journal_id")
        .columns(
            text("entry_number", "reference_number", "journal_type", "status", "notes"),
            either("journal_date", DATE, "journal_date", "date"),
            LOCATION,
            CURRENCY,
            decimal("line_item_total", "total", "bcy_total"),
            CREATED_BY)
        .core("entry_number", "journal_date", "line_items")
        .lines(
            "journal_lines",
            LINE_ITEMS,
            either("line_id", ID, "line_id", "line_item_id"),
            ACCOUNT,
            text("description", "debit_or_credit"),
            decimal("amount", "bcy_amount"),
            CUSTOMER,
            TAX,
            PROJECT,
            LOCATION_ID)
        .build();
  }

  /** Each has a row in the chart of accounts too, with the same id. */
  static Kind bankAccount() {
    return kind("bank_account")
        .paths("bank-accounts")
        .at(books("bankaccounts").scoped("banking"))
        .inEachSpelling()
        .table("bank_accounts")
        .key("account_id", "bank_account_id", "bankaccount_id")
        .keyIn(SHARED)
        .columns(
            text("account_name", "account_code", "account_type", "account_number"),
            text("bank_name", "routing_number", "description"),
            STATUS,
            flag("is_primary_account"),
            id("currency_id"),
            text("currency_code"),
            decimal("balance", "bank_balance", "bcy_balance", "uncategorized_transactions"))
        .core("account_name", "account_type")
        .build();
  }

  static Kind bankTransaction() {
    return kind("bank_transaction")
        .paths("bank-transactions")
        .at(books("banktransactions").scoped("banking"))
        .inEachSpelling()
        .table("bank_transactions")
        .key("transaction_id", "bank_transaction_id", "banktransaction_id")
        .keyIn(SHARED)
        .columns(
            text("transaction_type", "reference_number", "description", "payment_mode", "status"),
            date("date"),
            ACCOUNT,
            FROM_AND_TO,
            CUSTOMER,
            VENDOR,
            LOCATION,
            CURRENCY,
            text("debit_or_credit"),
            decimal("amount", "bank_charges", "tax_amount", "sub_total", "total", "bcy_total"),
            TAX)
        .core("transaction_type", "date", "amount")
        .lines(
            "bank_transaction_lines",
            LINE_ITEMS,
            FROM_AND_TO,
            CUSTOMER,
            VENDOR,
            text("payment_mode"),
            decimal("sub_total", "total", "bcy_total"))
        .build();
  }

  static Kind chartOfAccount() {
    return kind("chart_of_account")
        .paths("chart-of-accounts")
        .at(books("chartofaccounts").scoped("accountants"))
        .alsoNamed("chart_of_accounts", "chartofaccounts")
        .inEachSpelling()
        .table("chart_of_accounts")
        .key("account_id", "chart_of_account_id", "chartofaccount_id")
        .keyIn(SHARED)
        .columns(
            text("account_name", "account_code", "account_type", "description"),
            STATUS,
            id("parent_account_id"),
            text("parent_account_name"),
            flag("is_system_account"),
            id("currency_id"),
            text("currency_code"),
            decimal("closing_balance"))
        .core("account_name", "account_type")
        .build();
  }

  static Kind tax() {
    return kind("tax")
        .paths("taxes")
        .at(books("settings/taxes").rowsAreRecords().scoped("settings"))
        .inEachSpelling()
        .table("taxes")
        .key("tax_id")
        .keyIn(SHARED)
        .columns(
            text("tax_name"),
            percent("tax_percentage"),
            text("tax_type", "tax_specific_type", "country_code"),
            STATUS,
            id("tax_authority_id"),
            text("tax_authority_name"),
            flag("is_value_added"))
        .core("tax_name", "tax_percentage")
        .build();
  }

  static Kind taxGroup() {
    return kind("tax_group")
        .paths("tax-groups")
        .inEachSpelling()
        .table("tax_groups")
        .key("tax_group_id", "taxgroup_id")
        .keyIn(SHARED)
        .columns(text("tax_group_name"), percent("tax_group_percentage"), STATUS)
        .core("tax_group_name", "taxes")
        .lines("tax_group_taxes", List.of("taxes"), TAX, text("tax_type"))
        .build();
  }

  static Kind currency() {
    return kind("currency")
        .paths("currencies")
        .at(books("settings/currencies").rowsAreRecords().scoped("settings"))
        .alsoNamed("currencies")
        .table("currencies")
        .key("currency_id")
        .keyIn(SHARED)
        .columns(
            text("currency_code", "currency_name", "currency_symbol", "currency_format"),
            decimal("price_precision", "exchange_rate"),
            date("effective_date"),
            flag("is_base_currency"))
        .core("currency_code")
        .build();
  }
}

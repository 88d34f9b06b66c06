package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.inside;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.CREATED_BY;
import static sale.tsh.tds.kind.SharedColumns.CURRENCY;
import static sale.tsh.tds.kind.SharedColumns.PAYMENT_TERMS;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.TAX_STATUS;

/** Customers, vendors and the organisation's own people. */
final class PeopleKinds {

  private PeopleKinds() {}

  static Kind contact() {
    return kind("contact")
        .paths("customers", "contacts", "vendors")
        .alsoNamed("customer", "vendor")
        .table("contacts")
        .key("contact_id", "customer_id", "vendor_id")
        .columns(
            text("contact_name", "company_name", "first_name", "last_name"),
            text("contact_type", "customer_sub_type", "contact_number"),
            STATUS,
            text("email", "phone", "mobile", "website"),
            CURRENCY,
            PAYMENT_TERMS,
            either("credit_limit", DECIMAL, "credit_limit", "customer_credit_limit"),
            decimal("outstanding_receivable_amount", "outstanding_payable_amount"),
            decimal("unused_credits_receivable_amount", "unused_credits_payable_amount"),
            decimal("outstanding_receivable_amount_bcy", "outstanding_payable_amount_bcy"),
            decimal("unused_credits_receivable_amount_bcy", "unused_credits_payable_amount_bcy"),
            id("pricebook_id", "owner_id", "primary_contact_id"),
            flag("is_taxable"),
            TAX,
            TAX_STATUS,
            text("place_of_contact", "portal_status", "language_code", "source"),
            CREATED_BY,
            text("notes"))
        .core("contact_name")
        .build();
  }

  static Kind user() {
    return kind("user")
        .paths("users")
        .table("users")
        .key("user_id")
        .columns(
            either("name", TEXT, "name", "user_name"),
            inside("email", TEXT, "email", "email_ids"),
            STATUS,
            id("role_id"),
            text("user_role", "user_type"),
            decimal("cost_rate"))
        .core("name")
        .build();
  }
}

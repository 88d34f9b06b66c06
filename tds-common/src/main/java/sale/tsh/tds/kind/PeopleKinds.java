package sale.tsh.tds.kind;

import static sale.tsh.tds.kind.ApiResource.ListOrder.CREATED;
import static sale.tsh.tds.kind.ApiResource.ListOrder.MODIFIED;
import static sale.tsh.tds.kind.ApiResource.books;
import static sale.tsh.tds.kind.ColumnList.all;
import static sale.tsh.tds.kind.ColumnList.date;
import static sale.tsh.tds.kind.ColumnList.decimal;
import static sale.tsh.tds.kind.ColumnList.either;
import static sale.tsh.tds.kind.ColumnList.flag;
import static sale.tsh.tds.kind.ColumnList.id;
import static sale.tsh.tds.kind.ColumnList.inside;
import static sale.tsh.tds.kind.ColumnList.text;
import static sale.tsh.tds.kind.ColumnType.DECIMAL;
import static sale.tsh.tds.kind.ColumnType.TEXT;
import static sale.tsh.tds.kind.KeyUse.ORIGIN;
import static sale.tsh.tds.kind.KeyUse.REFERENCE;
import static sale.tsh.tds.kind.Kind.kind;
import static sale.tsh.tds.kind.SharedColumns.CREATED_BY;
import static sale.tsh.tds.kind.SharedColumns.CURRENCY;
import static sale.tsh.tds.kind.SharedColumns.CUSTOMER;
import static sale.tsh.tds.kind.SharedColumns.PAYMENT_TERMS;
import static sale.tsh.tds.kind.SharedColumns.PROJECT;
import static sale.tsh.tds.kind.SharedColumns.STATUS;
import static sale.tsh.tds.kind.SharedColumns.TAX;
import static sale.tsh.tds.kind.SharedColumns.TAX_STATUS;

import java.util.List;

/**
 * Customers, vendors, the organisation's own people, and the projects that they work on. Hours are
 * text like {@code 12:26}, as Zoho writes them.
 */
final class PeopleKinds {

  private static final ColumnList TASK = all(id("task_id"), text("task_name"));

  private PeopleKinds() {}

  static Kind contact() {
    return kind("contact")
        .paths("customers", "contacts", "vendors")
        .at(books("contacts", MODIFIED, CREATED))
        .alsoNamed("customer", "vendor")
        .table("contacts")
        .key("contact_id", "customer_id", "vendor_id")
        .keyIn(REFERENCE)
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

  static Kind contactPerson() {
    return kind("contact_person")
        .paths("contact-persons")
        .inEachSpelling()
        .table("contact_persons")
        .key("contact_person_id")
        .columns(
            text("first_name", "last_name", "salutation"),
            id("contact_id"),
            text("email", "phone", "mobile", "designation", "department"),
            flag("is_primary_contact", "is_added_in_portal"),
            STATUS)
        .core("is_primary_contact", "email")
        .build();
  }

  static Kind user() {
    return kind("user")
        .paths("users")
        .at(books("users").rowsAreRecords().scoped("settings"))
        .table("users")
        .key("user_id")
        .keyIn(REFERENCE)
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

  static Kind project() {
    return kind("project")
        .paths("projects")
        .at(books("projects", CREATED))
        .inEachSpelling()
        .table("projects")
        .key("project_id")
        .keyIn(ORIGIN)
        .columns(
            text("project_name", "description"),
            STATUS,
            CUSTOMER,
            id("currency_id"),
            text("currency_code", "billing_type", "budget_type"),
            decimal("rate", "cost_budget_amount"),
            text("total_hours", "billed_hours", "un_billed_hours"),
            decimal("total_amount", "billed_amount", "un_billed_amount"))
        .core("project_name", "customer_id")
        .lines(
            "project_tasks",
            List.of("tasks"),
            TASK,
            text("description"),
            STATUS,
            flag("is_billable"),
            decimal("rate"),
            text("budget_hours", "total_hours", "billed_hours", "un_billed_hours"))
        .build();
  }

  static Kind timeEntry() {
    return kind("time_entry")
        .paths("time-entries")
        .at(books("projects/timeentries").scoped("projects"))
        .alsoNamed("timeentry", "time_entries", "timeentries", "timesheet")
        .table("time_entries")
        .key("time_entry_id", "timeentry_id")
        .columns(
            date("log_date"),
            text("log_time", "begin_time", "end_time", "notes"),
            PROJECT,
            TASK,
            CUSTOMER,
            id("user_id"),
            text("user_name"),
            flag("is_billable"),
            text("billed_status"),
            id("invoice_id"),
            decimal("cost_rate"))
        .core("log_date", "project_id", "log_time")
        .build();
  }
}

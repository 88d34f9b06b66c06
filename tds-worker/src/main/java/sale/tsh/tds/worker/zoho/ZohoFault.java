package sale.tsh.tds.worker.zoho;

/**
 * Why a call gave no answer that can be believed. Each has a text for operators that holds no
 * secret. Zoho's codes are those of docs/reconciliation.md.
 */
public sealed interface ZohoFault {

  /** A sentence for operators, without a full stop. */
  String text();

  /** The accounts server refused the refresh token or the client. Only new settings help. */
  record TokenRefused(String error) implements ZohoFault {
    @Override
    public String text() {
      return "Zoho refused the credentials: " + error;
    }
  }

  /** The accounts server gives no more tokens for some minutes. */
  record TokenThrottled() implements ZohoFault {
    @Override
    public String text() {
      return "Zoho gives no access token for a while, because too many were asked for";
    }
  }

  /**
   * A fresh token was refused, so the self client lacks the scope of this path.
   *
   * @param scope such as {@code ZohoBooks.invoices.READ}; empty as long as nobody has named it
   */
  record ScopeMissing(String message, String scope) implements ZohoFault {

    ScopeMissing(String message) {
      this(message, "");
    }

    /** The same with the name of the scope, which Zoho does not tell. */
    ScopeMissing of(String name) {
      return new ScopeMissing(message, name);
    }

    @Override
    public String text() {
      return "Zoho refused a fresh token, so %s is missing: %s"
          .formatted(scope.isEmpty() ? "a scope" : "the scope " + scope, message);
    }
  }

  /** Organisation and token do not belong together. */
  record WrongOrganization(String message) implements ZohoFault {
    @Override
    public String text() {
      return "ZOHO_ORGANIZATION_ID does not belong to these credentials: " + message;
    }
  }

  /** More calls in a minute than Zoho allows. Zoho blocks the organisation for some minutes. */
  record MinuteLimit() implements ZohoFault {
    @Override
    public String text() {
      return "Zoho blocked further calls for some minutes, because there were too many in one";
    }
  }

  /** More calls at once than Zoho allows. */
  record TooManyAtOnce() implements ZohoFault {
    @Override
    public String text() {
      return "Zoho refused the call, because too many others were under way";
    }
  }

  /** The day's calls are spent. */
  record DayLimit() implements ZohoFault {
    @Override
    public String text() {
      return "the organisation's calls of today are spent";
    }
  }

  /** Zoho says that the record does not exist, with a code that means a record. */
  record Gone(String message) implements ZohoFault {
    @Override
    public String text() {
      return "the record does not exist in Zoho: " + message;
    }
  }

  /** Zoho refused the call as wrong, such as an unknown path or parameter. */
  record CallRejected(int status, int code, String message) implements ZohoFault {
    @Override
    public String text() {
      return "Zoho refused the call with HTTP %d, code %d: %s".formatted(status, code, message);
    }
  }

  /** The mirror has an id that Zoho cannot have, so no call was made. */
  record UnusableId() implements ZohoFault {
    @Override
    public String text() {
      return "no call was made, because Zoho has no such ids";
    }
  }

  /** Zoho did not answer in time, or answered that it cannot. */
  record Unavailable(String what) implements ZohoFault {
    @Override
    public String text() {
      return "Zoho did not answer: " + what;
    }
  }

  /** The answer is not what Zoho documents. */
  record Unbelievable(String what) implements ZohoFault {
    @Override
    public String text() {
      return "the answer cannot be believed: " + what;
    }
  }
}

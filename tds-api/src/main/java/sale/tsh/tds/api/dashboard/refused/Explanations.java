package sale.tsh.tds.api.dashboard.refused;

import java.util.Optional;
import sale.tsh.tds.refusal.RefusalCause;

/** Explains each cause of refusals to operators: what it means and what to do. */
public final class Explanations {

  private static final String AGAIN =
      " A refused delivery is not accepted later by itself. If this release can read it now, take it again here."
          + " Otherwise save the record in Zoho once more after the repair.";

  /** For a delivery that is never taken again. */
  private static final String ANEW =
      " Such a delivery is never taken again. Save the record in Zoho once more after the repair.";

  private Explanations() {}

  /** The explanation of a cause by its code. Empty if this release does not know the cause. */
  public static Optional<String> of(String code) {
    return RefusalCause.of(code).map(Explanations::of);
  }

  /** A few sentences without secrets. */
  static String of(RefusalCause cause) {
    return switch (cause) {
      case UNREADABLE ->
          "The body is no JSON object in a known shape, is no text in its charset, broke off, or arrived too slowly."
              + " The detail says which. Repair the body of the rule in Zoho, or the connection."
              + AGAIN;
      case NO_ID ->
          "The body does not name one record. The id of its kind, such as contact_id, is missing, is no id, or is in a"
              + " list. Let the rule in Zoho send the whole record, or at least its id."
              + AGAIN;
      case UNKNOWN_KIND ->
          "Neither the address nor the body names the record's kind, or the body names several. Point the rule in Zoho"
              + " to the address of its kind, such as /webhooks/contacts, or to /webhooks/other/ and a name of yours."
              + " Where the detail says that there are too many other kinds, raise WEBHOOK_MAX_OTHER_KINDS."
              + AGAIN;
      case OTHER_KIND ->
          "The body is a record of a kind that its address does not take. Point the rule in Zoho to the address of its"
              + " own kind, or to /webhooks/zoho, which takes every kind."
              + AGAIN;
      case UNKNOWN_OPERATION ->
          "The op in the address is unknown, the verb in the body's event type is unknown, or the two differ. Let the"
              + " rule's address say ?op=create, ?op=update or ?op=delete, or no op at all. Let the event type end in"
              + " created, updated or deleted."
              + AGAIN;
      case WRONG_METHOD ->
          "The call's HTTP method is not one of a webhook. Choose POST, PUT or DELETE in the rule in Zoho. A browser"
              + " that opens the address, or a check of availability, asks with GET and is harmless.";
      case WRONG_SIGNATURE ->
          "The delivery did not prove its sender. The detail says by which header. Zoho signs all query and form"
              + " parameters, decoded and sorted by name, each as its name and value without a separator, followed by"
              + " the raw JSON body. It signs with HMAC-SHA256 under the webhook's secret and sends the result in hex in"
              + " the header X-Zoho-Webhook-Signature. None of the active secrets matched. Compare the webhook's secret"
              + " in Zoho with ZOHO_WEBHOOK_SECRET, or the key it sends in X-Webhook-Key with WEBHOOK_API_KEY. Let no"
              + " proxy change the query or the body. If the sender is not your Zoho, there is nothing to repair."
              + ANEW;
      case TOO_LARGE ->
          "The body is larger than WEBHOOK_MAX_BYTES, and only its start is kept. If records may be so large, raise"
              + " that setting, and client_max_body_size of nginx with it."
              + ANEW;
    };
  }
}

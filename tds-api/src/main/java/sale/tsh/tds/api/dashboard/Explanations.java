package sale.tsh.tds.api.dashboard;

import sale.tsh.tds.delivery.RefusalCause;

/** What an operator should know of each cause of refusals: what it means, and what to do. */
final class Explanations {

  private static final String AGAIN =
      " What was refused is not taken later by itself: then save the record in Zoho once more.";

  private Explanations() {}

  /** A few sentences, and never a secret. */
  static String of(RefusalCause cause) {
    return switch (cause) {
      case UNREADABLE ->
          "The body is no JSON object in a shape that is known, is no text in its charset, broke off, or came too"
              + " slowly; the detail says which. Mend the body of the rule in Zoho, or the connection."
              + AGAIN;
      case NO_ID ->
          "The body does not name one record: the id of its kind, such as contact_id, is missing, is no id, or stands"
              + " in a list. Let the rule in Zoho send the whole record, or at least its id."
              + AGAIN;
      case UNKNOWN_KIND ->
          "Neither the address nor the body says of which kind the record is, or the body says several. Point the rule"
              + " in Zoho to the address of its kind, such as /webhooks/contacts."
              + AGAIN;
      case OTHER_KIND ->
          "The body is a record of another kind than its address takes. Point the rule in Zoho to the address of its"
              + " own kind, or to /webhooks/zoho, which takes every kind."
              + AGAIN;
      case UNKNOWN_OPERATION ->
          "The address has an op that is none. Let the rule's address say ?op=create, ?op=update or ?op=delete, or no"
              + " op at all."
              + AGAIN;
      case WRONG_SIGNATURE ->
          "The delivery did not prove its sender; the detail says by which header. Zoho signs all query and form"
              + " parameters, decoded and sorted by name, each as its name and value without a separator, followed by"
              + " the raw JSON body, with HMAC-SHA256 under the webhook's secret, and sends the result in hex in the"
              + " header X-Zoho-Webhook-Signature. None of the active secrets matched: compare the webhook's secret in"
              + " Zoho with ZOHO_WEBHOOK_SECRET, or the key it sends in X-Webhook-Key with WEBHOOK_API_KEY, and let no"
              + " proxy change the query or the body. If the sender is not your Zoho, there is nothing to mend."
              + AGAIN;
      case TOO_LARGE ->
          "The body is larger than WEBHOOK_MAX_BYTES, and only its start is kept. If records are meant to be so large,"
              + " raise that setting, and client_max_body_size of nginx with it."
              + AGAIN;
    };
  }
}

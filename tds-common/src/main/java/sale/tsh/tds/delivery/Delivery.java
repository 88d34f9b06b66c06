package sale.tsh.tds.delivery;

/**
 * One HTTP call from Zoho, as far as its meaning goes.
 *
 * @param path the last part of the webhook's path: {@code customers}, or {@code zoho} for any kind
 * @param query the raw query string, empty where there is none
 * @param contentType the header as received, empty where there is none
 * @param body the body as text
 */
public record Delivery(String path, String query, String contentType, String body) {}

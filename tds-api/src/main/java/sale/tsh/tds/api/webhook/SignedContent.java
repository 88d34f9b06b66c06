package sale.tsh.tds.api.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.delivery.FormBody;
import sale.tsh.tds.delivery.Parameters;
import sale.tsh.tds.delivery.SignedParameters;
import sale.tsh.tds.delivery.record.KindResolver;
import sale.tsh.tds.kind.Kind;

/**
 * The part of a delivery that Zoho signs. It begins with all parameters of the address and of a
 * form. The body as received follows, unless the body is that form. The form is parsed by the same
 * code that reads its fields.
 */
final class SignedContent {

  private static final Parameters NONE = new Parameters(List.of(), true);
  private static final byte[] NOTHING = {};

  /** In bytes. A shorter body may be empty of content, such as {@code {"data":null}}. */
  private static final int SAYS_SOMETHING = 100;

  private final SignedParameters parameters;
  private final byte[] body;
  private final boolean unlabelled;

  /**
   * @param body the bytes that are signed as received
   * @param unlabelled whether the body looks like a form but its content type names none
   */
  private SignedContent(SignedParameters parameters, byte[] body, boolean unlabelled) {
    this.parameters = parameters;
    this.body = body;
    this.unlabelled = unlabelled;
  }

  /**
   * Finds the signed part of a call.
   *
   * @param delivery the same call with its body as text
   */
  static SignedContent of(RawDelivery raw, Delivery delivery) {
    Parameters address = Parameters.ofQuery(raw.query());
    byte[] body = raw.body().array();
    Optional<Parameters> form = FormBody.in(delivery);
    List<Kind> kinds = KindResolver.namedBy(delivery.path()).stream().toList();
    if (FormBody.isLabelled(delivery)) {
      return new SignedContent(
          new SignedParameters(address, form.orElse(NONE), false, kinds), NOTHING, false);
    }
    boolean follows = body.length >= SAYS_SOMETHING || form.isPresent();
    return new SignedContent(
        new SignedParameters(address, NONE, follows, kinds), body, form.isPresent());
  }

  /** The bytes that the secret signs. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(parameters.text().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /** Why a delivery with another meaning could have this signature. Empty if none could. */
  Optional<String> ambiguity() {
    return unlabelled && !parameters.query().all().isEmpty()
        ? Optional.of("the form beside them is not labelled as one")
        : parameters.ambiguity();
  }
}

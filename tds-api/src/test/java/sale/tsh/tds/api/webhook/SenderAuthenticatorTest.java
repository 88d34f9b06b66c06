package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.delivery.Delivery;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;

class SenderAuthenticatorTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String SECRET = "mysecretkey12";
  private static final String OLDER = "oldersecret34";

  private final List<SecretUsageMeter.Secret> used = new ArrayList<>();

  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream file =
        SenderAuthenticatorTest.class.getResourceAsStream("/fixtures/signature-vectors.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return Json.parse(text).valueStream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theSignedBytesAreZohos(JsonNode vector) {
    RawDelivery delivery =
        delivery(
            vector.get("query").stringValue(),
            "application/json",
            vector.get("body").stringValue(),
            vector.get("hmac_sha256_hex").stringValue(),
            null);
    assertThat(signed(delivery)).isEqualTo(vector.get("string_to_sign").stringValue());
    assertThat(refusal(proof(List.of(vector.get("secret").stringValue()), List.of()), delivery))
        .isEmpty();
  }

  @Test
  void base64AndUpperCaseHexAreAccepted() {
    String hex = signature("{\"test\":true}");
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    for (String written : List.of(hex, hex.toUpperCase(java.util.Locale.ROOT), base64, " " + hex)) {
      assertThat(refusal(signedOnly(), json("{\"test\":true}", written))).as(written).isEmpty();
    }
  }

  @Test
  void theOlderOfTwoSecretsIsAccepted() {
    SenderAuthenticator proof = proof(List.of(OLDER, SECRET), List.of());
    assertThat(refusal(proof, json("{\"test\":true}", signature("{\"test\":true}")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"test\":false}", "{\"test\":true} ", ""})
  void aBodyThatWasNotSignedIsRefused(String body) {
    assertThat(refusal(signedOnly(), json(body, signature("{\"test\":true}"))))
        .hasValueSatisfying(detail -> assertThat(detail).contains("does not match"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "%%%", "00", "=", "ab=="})
  void aTextThatIsNoSignatureIsRefused(String signature) {
    assertThat(refusal(signedOnly(), json("{}", signature))).isPresent();
  }

  @Test
  void formParametersAreSignedDecodedAndSorted() {
    RawDelivery delivery =
        delivery(
            "op=update",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "JSONString=%7B%22a%22%3A1%7D&extra=caf%C3%A9",
            null,
            null);
    assertThat(signed(delivery)).isEqualTo("JSONString{\"a\":1}extracaféopupdate");
  }

  /** Some senders label JSON as a form and sign the body as it is. */
  @Test
  void jsonLabelledAsAFormIsSignedAsReceived() {
    String body = "{\"at\":\"2026-09-04T14:22:03+0100\",\"note\":\"a=b&c\"}";
    RawDelivery delivery =
        delivery("", "application/x-www-form-urlencoded;charset=UTF-8", body, null, null);
    assertThat(signed(delivery)).isEqualTo(body);
  }

  @Test
  void aKeyIsAcceptedIfKeysAreSet() {
    SenderAuthenticator proof = proof(List.of(), List.of("key-number-one", "key-number-two"));
    assertThat(refusal(proof, keyed("key-number-two"))).isEmpty();
    assertThat(refusal(proof, keyed("key-number-three"))).isPresent();
    assertThat(used)
        .containsExactly(new SecretUsageMeter.Secret(SecretUsageMeter.ProofKind.KEY, false));
    assertThat(refusal(proof, keyed(null))).isPresent();
  }

  @Test
  void eitherProofIsAcceptedAndAWrongOneRefused() {
    SenderAuthenticator proof = proof(List.of(SECRET), List.of("key-number-one"));
    assertThat(refusal(proof, keyed("key-number-one"))).isEmpty();
    assertThat(
            refusal(
                proof, delivery("", "application/json", "{}", "00".repeat(32), "key-number-one")))
        .isPresent();
  }

  @Test
  void aRefusalShowsNoSecret() {
    assertThat(refusal(signedOnly(), json("{}", "00".repeat(32))))
        .hasValueSatisfying(detail -> assertThat(detail).doesNotContain(SECRET));
    assertThat(new WebhookSettings(List.of(SECRET), List.of("key-number-one"), 1, 1, 1).toString())
        .doesNotContain(SECRET, "key-number-one");
  }

  @Test
  void noProofIsRequiredWithoutSecrets() {
    assertThat(refusal(proof(List.of(), List.of()), keyed(null))).isEmpty();
  }

  /**
   * {@code &=} adds nothing to the signed text, and once hid parameters behind the first thousand.
   */
  @Test
  void aSignatureProvesNoOtherDelivery() {
    String empty = hmac("");
    for (String body :
        List.of(
            "&=".repeat(1_000) + "&contact={\"contact_id\":\"1\"}",
            "&=".repeat(1_001) + "&contact={\"contact_id\":\"1\"}",
            "=",
            "&=&")) {
      assertThat(refusal(signedOnly(), delivery("", FORM, body, empty, null))).as(body).isPresent();
    }
    assertThat(refusal(signedOnly(), delivery("", FORM, "", empty, null))).isEmpty();
  }

  /** Names were once signed decoded but read raw, such as {@code last%5Fmodified_time}. */
  @Test
  void theSignedParametersAreThoseThatAreRead() {
    String genuine = "{\"contact_id\":\"1\",\"last_modified_time\":\"2026-09-04T14:22:03+0100\"}";
    String signature = hmac(genuine);
    String shed = "=" + genuine.replace("+", "%2B").replace("last_m", "last%5Fm");
    assertThat(refusal(signedOnly(), delivery("", FORM, shed, signature, null))).isPresent();
    assertThat(refusal(signedOnly(), json(genuine, signature))).isEmpty();
    String padded = " ".repeat(200) + genuine;
    assertThat(refusal(signedOnly(), delivery("", FORM, padded, hmac(padded), null))).isEmpty();
  }

  @Test
  void aPartOfTheBodyCountsAsNoParameter() {
    String genuine = "{\"contact_id\":\"1\",\"notes\":\"{\",\"x\":\"y\"}";
    String signature = hmac(genuine);
    for (int i = 1; i < genuine.length(); i++) {
      String query = URLEncoder.encode(genuine.substring(0, i), UTF_8);
      RawDelivery moved =
          delivery(query, "application/json", genuine.substring(i), signature, null);
      assertThat(refusal(signedOnly(), moved)).as(moved.query()).isPresent();
    }
  }

  /** Latin text in a form that names its charset is signed as decoded text. */
  @Test
  void aLabelledFormIsSignedAsText() {
    RawDelivery delivery =
        delivery(
            "",
            FORM + "; charset=ISO-8859-1",
            "JSONString=%7B%22contact_id%22%3A%221%22%2C%22x%22%3A%22Caf%E9%22%7D",
            hmac("JSONString{\"contact_id\":\"1\",\"x\":\"Café\"}"),
            null);
    assertThat(refusal(signedOnly(), delivery)).isEmpty();
  }

  /** A signature does not cover the method, so a genuine change could be sent as a deletion. */
  @Test
  void aSignatureDoesNotProveADeletionByMethod() {
    RawDelivery posted = json("{\"test\":true}", signature("{\"test\":true}"));
    RawDelivery deleted = withMethod(posted, "DELETE");
    assertThat(refusal(signedOnly(), deleted))
        .hasValueSatisfying(detail -> assertThat(detail).contains("method DELETE", "?op=delete"));
    assertThat(refusal(signedOnly(), withMethod(posted, "PUT"))).isEmpty();
    assertThat(
            refusal(
                proof(List.of(), List.of("key-number-one")),
                withMethod(keyed("key-number-one"), "DELETE")))
        .isEmpty();
  }

  private static Optional<String> refusal(SenderAuthenticator proof, RawDelivery raw) {
    return proof.refusal(raw, text(raw));
  }

  private static Delivery text(RawDelivery raw) {
    return raw.received().delivery();
  }

  private static String signed(RawDelivery raw) {
    return new String(SignedContent.of(raw, text(raw)).bytes(), UTF_8);
  }

  private static String hmac(String signed) {
    return HexFormat.of().formatHex(Digests.hmac(SECRET.getBytes(UTF_8), signed.getBytes(UTF_8)));
  }

  private static RawDelivery withMethod(RawDelivery raw, String method) {
    return new RawDelivery(
        method,
        raw.path(),
        raw.query(),
        raw.contentType(),
        raw.contentEncoding(),
        raw.body(),
        raw.size(),
        raw.end(),
        raw.signature(),
        raw.key(),
        raw.headers(),
        raw.remoteAddress());
  }

  private SenderAuthenticator signedOnly() {
    return proof(List.of(SECRET), List.of());
  }

  private SenderAuthenticator proof(List<String> secrets, List<String> keys) {
    return new SenderAuthenticator(
        new WebhookSettings(secrets, keys, 1_000_000, 10, 10), used::add);
  }

  /** The signature of the second vector, computed outside of this program. */
  private static String signature(String body) {
    assertThat(body).isEqualTo("{\"test\":true}");
    return "beeba5fe977923913952d4d245be79be8daaea0e1d7c2785731491518b098653";
  }

  private static RawDelivery json(String body, String signature) {
    return delivery("", "application/json", body, signature, null);
  }

  private static RawDelivery keyed(@Nullable String key) {
    return delivery("", "application/json", "{}", null, key);
  }

  private static RawDelivery delivery(
      String query,
      String contentType,
      String body,
      @Nullable String signature,
      @Nullable String key) {
    byte[] bytes = body.getBytes(UTF_8);
    return new RawDelivery(
        "POST",
        "contacts",
        query,
        contentType,
        "",
        ByteBuffer.wrap(bytes),
        bytes.length,
        BoundedBodyReader.End.WHOLE,
        Optional.ofNullable(signature),
        Optional.ofNullable(key),
        "{}",
        "127.0.0.1");
  }
}

package sale.tsh.tds.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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
import sale.tsh.tds.json.Json;
import tools.jackson.databind.JsonNode;

class SenderProofTest {

  private static final String SECRET = "mysecretkey12";
  private static final String OLDER = "oldersecret34";

  private final List<SecretUse.Secret> used = new ArrayList<>();

  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream file =
        SenderProofTest.class.getResourceAsStream("/fixtures/signature-vectors.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return Json.parse(text).valueStream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signsWhatZohoSigns(JsonNode vector) {
    RawDelivery delivery =
        delivery(
            vector.get("query").stringValue(),
            "application/json",
            vector.get("body").stringValue(),
            vector.get("hmac_sha256_hex").stringValue(),
            null);
    assertThat(new String(SenderProof.signedBytes(delivery), UTF_8))
        .isEqualTo(vector.get("string_to_sign").stringValue());
    assertThat(proof(List.of(vector.get("secret").stringValue()), List.of()).refusal(delivery))
        .isEmpty();
  }

  @Test
  void takesBase64AndUpperCaseHexToo() {
    String hex = signature("{\"test\":true}");
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    for (String written : List.of(hex, hex.toUpperCase(java.util.Locale.ROOT), base64, " " + hex)) {
      assertThat(signedOnly().refusal(json("{\"test\":true}", written))).as(written).isEmpty();
    }
  }

  @Test
  void takesTheOlderOfTwoSecrets() {
    SenderProof proof = proof(List.of(OLDER, SECRET), List.of());
    assertThat(proof.refusal(json("{\"test\":true}", signature("{\"test\":true}")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"test\":false}", "{\"test\":true} ", ""})
  void refusesAnotherBodyThanTheOneSigned(String body) {
    assertThat(signedOnly().refusal(json(body, signature("{\"test\":true}"))))
        .hasValueSatisfying(detail -> assertThat(detail).contains("does not match"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "%%%", "00", "=", "ab=="})
  void refusesWhatIsNoSignature(String signature) {
    assertThat(signedOnly().refusal(json("{}", signature))).isPresent();
  }

  @Test
  void signsFormParametersDecodedAndSorted() {
    RawDelivery delivery =
        delivery(
            "op=update",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "JSONString=%7B%22a%22%3A1%7D&extra=caf%C3%A9",
            null,
            null);
    assertThat(new String(SenderProof.signedBytes(delivery), UTF_8))
        .isEqualTo("JSONString{\"a\":1}extracaféopupdate");
  }

  /** Some send JSON under a form's label; what they sign is the body as it is. */
  @Test
  void signsJsonUnderAFormsLabelAsItIs() {
    String body = "{\"at\":\"2026-09-04T14:22:03+0100\",\"note\":\"a=b&c\"}";
    RawDelivery delivery =
        delivery("", "application/x-www-form-urlencoded;charset=UTF-8", body, null, null);
    assertThat(new String(SenderProof.signedBytes(delivery), UTF_8)).isEqualTo(body);
  }

  @Test
  void takesAKeyWhereKeysAreSet() {
    SenderProof proof = proof(List.of(), List.of("key-number-one", "key-number-two"));
    assertThat(proof.refusal(keyed("key-number-two"))).isEmpty();
    assertThat(proof.refusal(keyed("key-number-three"))).isPresent();
    assertThat(used).containsExactly(new SecretUse.Secret(SecretUse.Kind.KEY, false));
    assertThat(proof.refusal(keyed(null))).isPresent();
  }

  @Test
  void takesEitherProofWhereBothAreSetButNoWrongOne() {
    SenderProof proof = proof(List.of(SECRET), List.of("key-number-one"));
    assertThat(proof.refusal(keyed("key-number-one"))).isEmpty();
    assertThat(
            proof.refusal(
                delivery("", "application/json", "{}", "00".repeat(32), "key-number-one")))
        .isPresent();
  }

  @Test
  void neverShowsASecretInARefusal() {
    assertThat(signedOnly().refusal(json("{}", "00".repeat(32))))
        .hasValueSatisfying(detail -> assertThat(detail).doesNotContain(SECRET));
    assertThat(new WebhookSettings(List.of(SECRET), List.of("key-number-one"), 1, 1).toString())
        .doesNotContain(SECRET, "key-number-one");
  }

  @Test
  void asksForNothingWhereNothingIsSet() {
    assertThat(proof(List.of(), List.of()).refusal(keyed(null))).isEmpty();
  }

  private SenderProof signedOnly() {
    return proof(List.of(SECRET), List.of());
  }

  private SenderProof proof(List<String> secrets, List<String> keys) {
    return new SenderProof(new WebhookSettings(secrets, keys, 1_000_000, 10), used::add);
  }

  /** The second vector's, known from outside of this program. */
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
        "contacts",
        query,
        contentType,
        ByteBuffer.wrap(bytes),
        bytes.length,
        BodyReader.End.WHOLE,
        Optional.ofNullable(signature),
        Optional.ofNullable(key),
        "{}",
        "127.0.0.1");
  }
}

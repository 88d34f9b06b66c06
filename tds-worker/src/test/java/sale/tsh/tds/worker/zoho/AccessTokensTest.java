package sale.tsh.tds.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sale.tsh.tds.simulator.SimulatedCall;
import sale.tsh.tds.simulator.SimulatedFault;
import sale.tsh.tds.worker.SteppedWorker;

/** Processes that each renew the token end each other's, and Zoho gives only some. */
class AccessTokensTest {

  private static final String NONE_REFUSED = "";

  private final SteppedWorker worker = new SteppedWorker();
  private final SimulatedOrganization organization = new SimulatedOrganization(worker);
  private final AccessTokens first = process("worker-1", organization::now);
  private final AccessTokens second = process("worker-2", organization::now);

  @AfterEach
  void close() {
    organization.close();
    worker.close();
  }

  private AccessTokens process(String owner, InstantSource clock) {
    return new AccessTokens(
        worker.jdbc(),
        organization.settings(Map.of()),
        new HttpExchange(Duration.ofSeconds(30)),
        clock,
        owner);
  }

  private long given() {
    return organization.zoho().tokens().given();
  }

  @Test
  void whileOneProcessRenewsTheOtherMakesNoCall() throws Exception {
    AtomicInteger denied = new AtomicInteger();
    organization
        .zoho()
        .beforeSending(call -> {
          if (denied.getAndIncrement() == 0) {
            assertThatThrownBy(() -> second.get(NONE_REFUSED))
                .isInstanceOf(CallDeniedException.class);
          }
        });
    String token = first.get(NONE_REFUSED);
    assertThat(denied).hasValue(1);
    assertThat(second.get(NONE_REFUSED)).isEqualTo(token);
    assertThat(given()).isEqualTo(1);
  }

  @Test
  void aTokenThatWasRefusedToBothIsRenewedOnce() throws Exception {
    String dead = first.get(NONE_REFUSED);
    String renewed = first.get(dead);
    assertThat(second.get(dead)).isEqualTo(renewed).isNotEqualTo(dead);
    assertThat(given()).isEqualTo(2);
  }

  /** It finds no token, and until it looks at the clock again the other process has renewed it. */
  @Test
  void aProcessThatIsSlowTakesTheTokenOfTheOther() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    AccessTokens slow = process("worker-3", () -> afterRenewal(looks.incrementAndGet() == 2));
    String token = slow.get(NONE_REFUSED);
    assertThat(looks).hasValueGreaterThanOrEqualTo(2);
    assertThat(first.get(NONE_REFUSED)).isEqualTo(token);
    assertThat(given()).isEqualTo(1);
  }

  private Instant afterRenewal(boolean renews) {
    if (renews) {
      try {
        first.get(NONE_REFUSED);
      } catch (ZohoException | CallDeniedException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return organization.now();
  }

  @Test
  void ofManyProcessesAtOnceOneRenews() throws Exception {
    Stream<Callable<Boolean>> processes =
        IntStream.range(0, 8)
            .mapToObj(number -> {
              AccessTokens tokens = process("worker-" + number, organization::now);
              return () -> getsOne(tokens);
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(processes.toList()))
          .extracting(each -> each.get())
          .contains(true);
    }
    assertThat(given()).isEqualTo(1);
  }

  private static boolean getsOne(AccessTokens tokens) throws Exception {
    try {
      return !tokens.get(NONE_REFUSED).isEmpty();
    } catch (CallDeniedException e) {
      return false;
    }
  }

  @Test
  void aRenewalThatItsProcessLeftIsAnothersAfterAMinute() throws Exception {
    organization.zoho().fail(1, "/oauth/", SimulatedFault.noAnswer());
    assertThatThrownBy(() -> first.get(NONE_REFUSED)).isInstanceOf(ZohoException.class);
    organization.pass(Duration.ofSeconds(59));
    assertThatThrownBy(() -> second.get(NONE_REFUSED)).isInstanceOf(CallDeniedException.class);
    organization.pass(Duration.ofSeconds(1));
    assertThat(second.get(NONE_REFUSED)).isNotEmpty();
    assertThat(organization.zoho().calls().where(SimulatedCall::isForToken)).hasSize(2);
  }
}

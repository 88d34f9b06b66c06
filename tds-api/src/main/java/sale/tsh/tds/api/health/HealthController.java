package sale.tsh.tds.api.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.UtcTime;
import sale.tsh.tds.api.security.OpenEndpoint;
import sale.tsh.tds.persistence.DatabaseReadiness;
import sale.tsh.tds.persistence.DatabaseState;
import sale.tsh.tds.process.ProcessIdentity;

/** The health check of docs/OPERATIONS.md, "Health", and three shorter answers. */
@RestController
class HealthController {

  private static final String APP_NAME = "TDS_Core";

  private final DatabaseReadiness database;
  private final InstantSource clock;
  private final String version;

  HealthController(DatabaseReadiness database, InstantSource clock, ProcessIdentity self) {
    this.database = database;
    this.clock = clock;
    this.version = self.version();
  }

  /** Answers 200 while PostgreSQL answers and takes writes, else 503 with the reason. */
  @ApiResponse(responseCode = "200", description = "PostgreSQL answers and takes writes")
  @ApiResponse(responseCode = "503", description = "PostgreSQL does not answer, or is read-only")
  @Operation(
      summary = "The health check: 200 while PostgreSQL answers and takes writes, else 503 and why")
  @OpenEndpoint
  @GetMapping("/health")
  ResponseEntity<HealthAnswer> health() {
    DatabaseState state = database.read();
    boolean healthy = state == DatabaseState.READY;
    return answer(
        state,
        new HealthAnswer(
            healthy ? "healthy" : "unhealthy",
            APP_NAME,
            version,
            UtcTime.format(clock.instant()),
            reason(state)));
  }

  /** Name and version. */
  @Operation(summary = "Name and version")
  @OpenEndpoint
  @GetMapping("/")
  Map<String, String> about() {
    return Map.of("app_name", APP_NAME, "version", version);
  }

  /** Whether the process lives. */
  @Operation(summary = "Whether the process lives")
  @OpenEndpoint
  @GetMapping("/ping")
  Map<String, String> ping() {
    return Map.of("status", "ok");
  }

  /** Whether the process can take work, which needs a database that takes writes. */
  @ApiResponse(responseCode = "200", description = "PostgreSQL answers and takes writes")
  @ApiResponse(responseCode = "503", description = "PostgreSQL does not answer, or is read-only")
  @Operation(
      summary =
          "Whether the process can take work: 200 while PostgreSQL answers and takes writes, else 503 and why")
  @OpenEndpoint
  @GetMapping("/ready")
  ResponseEntity<Readiness> ready() {
    DatabaseState state = database.read();
    String status = state == DatabaseState.READY ? "ready" : "not ready";
    return answer(state, new Readiness(status, reason(state)));
  }

  private static <T> ResponseEntity<T> answer(DatabaseState state, T body) {
    return ResponseEntity.status(
            state == DatabaseState.READY ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(body);
  }

  private static @Nullable String reason(DatabaseState state) {
    return state == DatabaseState.READY ? null : state.sentence();
  }

  /** The wire format has four keys in this order, and the reason if the status is unhealthy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HealthAnswer(
      String status, String appName, String version, String timestamp, @Nullable String reason) {}

  /** The wire format has one key, and the reason if the process is not ready. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Readiness(String status, @Nullable String reason) {}
}

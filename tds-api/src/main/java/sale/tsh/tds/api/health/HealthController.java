package sale.tsh.tds.api.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Open;
import sale.tsh.tds.api.http.UtcTime;

/** The guide's health check, and the short answers beside it. */
@RestController
class HealthController {

  private static final Logger log = LoggerFactory.getLogger(HealthController.class);
  private static final String APP_NAME = "TDS_Core";

  private final JdbcClient jdbc;
  private final InstantSource clock = InstantSource.system();
  private final String version;

  HealthController(JdbcClient jdbc) {
    this.jdbc = jdbc;
    String implementation = HealthController.class.getPackage().getImplementationVersion();
    this.version = implementation == null ? "development" : implementation;
  }

  /** Healthy while PostgreSQL answers, else 503. */
  @ApiResponse(responseCode = "200", description = "PostgreSQL answers")
  @ApiResponse(responseCode = "503", description = "PostgreSQL does not answer")
  @Operation(summary = "The guide's health check: 200 while PostgreSQL answers, else 503")
  @Open
  @GetMapping("/health")
  ResponseEntity<Health> health() {
    boolean healthy = databaseAnswers();
    Health health =
        new Health(
            healthy ? "healthy" : "unhealthy", APP_NAME, version, UtcTime.format(clock.instant()));
    return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(health);
  }

  /** Name and version. */
  @Operation(summary = "Name and version")
  @Open
  @GetMapping("/")
  Map<String, String> about() {
    return Map.of("app_name", APP_NAME, "version", version);
  }

  /** Whether the process lives. */
  @Operation(summary = "Whether the process lives")
  @Open
  @GetMapping("/ping")
  Map<String, String> ping() {
    return Map.of("status", "ok");
  }

  /** Whether the process can take work: the database answers. */
  @ApiResponse(responseCode = "200", description = "PostgreSQL answers")
  @ApiResponse(responseCode = "503", description = "PostgreSQL does not answer")
  @Operation(summary = "Whether the process can take work: 200 while PostgreSQL answers, else 503")
  @Open
  @GetMapping("/ready")
  ResponseEntity<Map<String, String>> ready() {
    return databaseAnswers()
        ? ResponseEntity.ok(Map.of("status", "ready"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "not ready"));
  }

  private boolean databaseAnswers() {
    try {
      return jdbc.sql("select 1").query(Integer.class).single() == 1;
    } catch (DataAccessException e) {
      log.error("The database does not answer: {}", e.toString());
      return false;
    }
  }

  /** The wire format: the guide's four keys, in its order. */
  record Health(String status, String appName, String version, String timestamp) {}
}

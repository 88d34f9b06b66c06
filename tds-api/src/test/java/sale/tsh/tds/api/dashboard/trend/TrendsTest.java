package sale.tsh.tds.api.dashboard.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sale.tsh.tds.api.dashboard.Caller;
import sale.tsh.tds.api.dashboard.DashboardTest;
import tools.jackson.databind.JsonNode;

class TrendsTest extends DashboardTest {

  @ParameterizedTest
  @CsvSource({"'', 60", "?span=hour, 60", "?span=day, 144", "?span=week, 168", "?span=Week, 168"})
  void spanDeterminesTheNumberOfPoints(String query, int points) {
    JsonNode trends = api.get("/dashboard/trends" + query).json();
    assertThat(trends.isArray()).isTrue();
    assertThat(trends.size()).isEqualTo(points);
    List<String> times = trends.valueStream().map(point -> point.path("at").asString()).toList();
    assertThat(times)
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(at -> at.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:00\\.000000"));
  }

  @Test
  void pointHasRoundedFigures() {
    jdbc.sql(
            """
            insert into tds_minutes
            values (date_bin('1 min', now() - interval '10 min', 'epoch'), 9, 1, 6, 2, 1234.5, 1500, 7000.6, 5, 4, 3, 2.5)
            """)
        .update();
    List<String> points =
        api.get("/dashboard/trends")
            .json()
            .valueStream()
            .filter(point -> point.path("received").asInt() > 0)
            .map(point -> point.toString().replaceFirst("\"at\":\"[^\"]*\",", ""))
            .toList();
    assertThat(points)
        .containsExactly(
            "{\"received\":9,\"refused\":1,\"succeeded\":6,\"failed\":2,\"average_seconds\":0.154,"
                + "\"latency_p50_seconds\":1.5,\"latency_p95_seconds\":7.001,\"pending\":5,"
                + "\"waiting_retry\":4,\"dead_letter\":3,\"oldest_pending_seconds\":2.5}");
  }

  @Test
  void missingMeasurementIsNull() {
    JsonNode point = api.get("/dashboard/trends?span=day").json().path(0);
    assertThat(point.path("received").asInt(-1)).isZero();
    assertThat(
            point
                .propertyStream()
                .filter(member -> member.getValue().isNull())
                .map(member -> member.getKey()))
        .containsExactlyInAnyOrder(
            "average_seconds",
            "latency_p50_seconds",
            "latency_p95_seconds",
            "pending",
            "waiting_retry",
            "dead_letter",
            "oldest_pending_seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"year", "60", "hours"})
  void refusalOfASpanSaysWhatItMustBe(String span) {
    Caller.Answer answer = api.get("/dashboard/trends?span=" + span);
    assertProblem(answer, 400, "span", "hour, day or week");
    assertThat(answer.json().path("parameter").asString()).isEqualTo("span");
  }
}

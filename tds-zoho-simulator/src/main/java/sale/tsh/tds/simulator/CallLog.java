package sale.tsh.tds.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The calls in the order in which they came in. Of very many the oldest are forgotten. */
public final class CallLog {

  /** So that a demo can run for days. No test makes so many. */
  private static final int MOST = 50_000;

  private static final Pattern ID = Pattern.compile("/\\d{4,}");

  private final List<SimulatedCall> calls = new ArrayList<>();
  private int forgotten;

  /** Returns all calls, those too that wait for their answer. */
  public synchronized List<SimulatedCall> all() {
    return List.copyOf(calls);
  }

  /** Returns the calls for which the condition holds. */
  public List<SimulatedCall> where(Predicate<SimulatedCall> condition) {
    return all().stream().filter(condition).toList();
  }

  /** Returns the calls of the path, with or without an id behind it. */
  public List<SimulatedCall> below(String path) {
    return where(call -> call.path().equals(path) || call.path().startsWith(path + "/"));
  }

  /** Counts the calls by method, path, status and code. Each id in a path is {@code {id}}. */
  public Map<String, Long> byPathAndAnswer() {
    Map<String, Long> counts = new TreeMap<>();
    for (SimulatedCall call : all()) {
      String path = ID.matcher(call.path()).replaceAll("/{id}");
      String answer = "%s %s %d %d".formatted(call.method(), path, call.status(), call.code());
      counts.merge(answer, 1L, Long::sum);
    }
    return counts;
  }

  /** Forgets all calls. Numbers go on. */
  public synchronized void clear() {
    forgotten += calls.size();
    calls.clear();
  }

  synchronized SimulatedCall add(SimulatedCall call) {
    if (calls.size() == MOST) {
      calls.subList(0, MOST / 2).clear();
      forgotten += MOST / 2;
    }
    SimulatedCall numbered = call.numbered(forgotten + calls.size() + 1L);
    calls.add(numbered);
    return numbered;
  }

  synchronized void answered(SimulatedCall call, SimulatedAnswer answer) {
    int position = (int) call.number() - forgotten - 1;
    if (position >= 0) {
      calls.set(position, call.answered(answer.status(), answer.code()));
    }
  }
}

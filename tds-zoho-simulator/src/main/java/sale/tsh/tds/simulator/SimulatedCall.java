package sale.tsh.tds.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * One HTTP call as the simulator received it, and its answer. Neither headers nor a form are kept,
 * so a call holds no secret.
 *
 * @param number the position in the order in which calls came in, from 1
 * @param parameters the parameters of the query string, in order of their names
 * @param status the HTTP status of the answer, or 0 while there is none
 * @param code Zoho's code in the answer, or -1 if it has none
 */
public record SimulatedCall(
    long number,
    Instant at,
    String method,
    String path,
    Map<String, String> parameters,
    int status,
    int code) {

  /** Returns a parameter of the query string, empty if the caller did not give it. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Tells whether the call asks for an access token. */
  public boolean isForToken() {
    return path.equals(SimulatedTokens.PATH);
  }

  static SimulatedCall received(
      Instant at, String method, String path, Map<String, String> parameters) {
    return new SimulatedCall(0, at, method, path, parameters, 0, -1);
  }

  SimulatedCall numbered(long position) {
    return new SimulatedCall(position, at, method, path, parameters, status, code);
  }

  SimulatedCall answered(int answerStatus, int answerCode) {
    return new SimulatedCall(number, at, method, path, parameters, answerStatus, answerCode);
  }
}

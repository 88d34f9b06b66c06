package sale.tsh.tds.local;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A program on a machine of its own.
 *
 * @param more further words of its command
 * @param health how its health is seen from here
 */
record OnMachine(
    Machines.Machine machine,
    String name,
    Program program,
    List<String> more,
    BooleanSupplier health)
    implements Program {

  @Override
  public String address() {
    return program.address();
  }

  /** None of this machine's. */
  @Override
  public Map<String, Integer> ports() {
    return Map.of();
  }

  @Override
  public void prepare() {
    program.prepare();
  }

  @Override
  public List<String> command() {
    return machine.run(Stream.concat(program.command().stream(), more.stream()).toList());
  }

  @Override
  public Map<String, String> variables() {
    return program.variables();
  }

  @Override
  public boolean isHealthy() {
    return health.getAsBoolean();
  }

  @Override
  public boolean askToEnd(ProcessHandle process) {
    return program.askToEnd(process);
  }
}

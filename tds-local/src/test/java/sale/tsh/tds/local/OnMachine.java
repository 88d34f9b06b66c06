package sale.tsh.tds.local;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs a program on one of the simulated machines.
 *
 * @param more further arguments of its command
 * @param health checks its health from this machine
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

  /** The program uses no port of this machine. */
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

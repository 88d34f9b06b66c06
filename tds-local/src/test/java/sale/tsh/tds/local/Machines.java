package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Machines on one network: namespaces of the kernel, each with an address and ports of its own,
 * behind a bridge. This machine is in the network too.
 */
final class Machines implements AutoCloseable {

  private static final long PID = ProcessHandle.current().pid();

  /** Names and addresses of its own, so that two builds do not meet. */
  private final String bridge = "tds" + PID;

  private final String network = "10.%d.%d.".formatted(64 + PID / 250 % 128, PID % 250);
  private final List<Machine> machines = new ArrayList<>();

  Machines() {
    ip("link add %s type bridge".formatted(bridge));
    ip("addr add %s1/24 dev %s".formatted(network, bridge));
    ip("link set %s up".formatted(bridge));
  }

  /** Whether this user may make machines here. */
  static boolean canBeMade() {
    try (Machines probe = new Machines()) {
      probe.add();
      return true;
    } catch (AssertionError | RuntimeException no) {
      return false;
    }
  }

  /** One more. */
  Machine add() {
    int number = machines.size() + 2;
    Machine machine = new Machine(bridge + "-" + number, network + number);
    machines.add(machine);
    ip("netns add " + machine.name());
    ip("link add %s type veth peer name eth0 netns %s".formatted(machine.name(), machine.name()));
    ip("link set %s master %s up".formatted(machine.name(), bridge));
    ip("-n %s addr add %s/24 dev eth0".formatted(machine.name(), machine.address()));
    ip("-n %s link set eth0 up".formatted(machine.name()));
    ip("-n %s link set lo up".formatted(machine.name()));
    return machine;
  }

  /** All their addresses, as PostgreSQL and others write a network. */
  String network() {
    return network + "0/24";
  }

  /** Removes them and the network; what ran on them has ended by then. */
  @Override
  public void close() {
    machines.forEach(machine -> run("netns del " + machine.name()));
    run("link del " + bridge);
  }

  private static void ip(String command) {
    Command ip = run(command);
    assertThat(ip.succeeded()).as("ip %s: %s", command, ip.output()).isTrue();
  }

  private static Command run(String command) {
    return Command.run(Stream.concat(Stream.of("ip"), Stream.of(command.split(" ", -1))).toList());
  }

  /** One of them. */
  record Machine(String name, String address) {

    /** The same command, run there. */
    List<String> run(List<String> command) {
      return Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream()).toList();
    }
  }
}

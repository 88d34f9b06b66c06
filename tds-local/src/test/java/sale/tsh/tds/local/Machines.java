package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Simulates machines on one network. Each is a network namespace of the kernel with its own address
 * and ports, connected by a bridge. This machine is in the network too.
 */
final class Machines implements AutoCloseable {

  private static final long PID = ProcessHandle.current().pid();

  /** The names and addresses depend on the pid, so that two builds do not collide. */
  private final String bridge = "tds" + PID;

  private final String network = "10.%d.%d.".formatted(64 + PID / 250 % 128, PID % 250);
  private final List<Machine> machines = new ArrayList<>();

  Machines() {
    ip("link add %s type bridge".formatted(bridge));
    ip("addr add %s1/24 dev %s".formatted(network, bridge));
    ip("link set %s up".formatted(bridge));
  }

  /** Whether this user may create network namespaces. */
  static boolean canBeMade() {
    try (Machines probe = new Machines()) {
      probe.add();
      return true;
    } catch (AssertionError | RuntimeException no) {
      return false;
    }
  }

  /** Adds a machine. */
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

  /** The network of all machines in CIDR notation. */
  String network() {
    return network + "0/24";
  }

  /** Removes the machines and the network. Call this once their processes have ended. */
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

  /** One machine. */
  record Machine(String name, String address) {

    /**
     * Takes the machine off the network. Its programs run on, and none of its connections closes.
     */
    void disconnect() {
      ip("link set %s down".formatted(name));
    }

    /** Puts the machine back on the network. */
    void reconnect() {
      ip("link set %s up".formatted(name));
    }

    /** Returns the command that runs another one on this machine. */
    List<String> run(List<String> command) {
      return Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream()).toList();
    }
  }
}

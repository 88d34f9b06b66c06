package sale.tsh.tds.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs the simulator as a process of its own. It ends with a signal. */
public final class SimulatorProgram {

  private static final String HELP =
      """
      usage: SimulatorProgram PORT [FOLDER]
      PORT is a port of this machine, or 0 for any free one.
      FOLDER has files KIND.json, each with one record or an array of records.\
      """;

  private SimulatorProgram() {}

  /** Starts the simulator, loads the records of a folder, and prints the address. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 1 || arguments.length > 2 || !arguments[0].matches("\\d{1,5}")) {
      System.err.println(HELP);
      System.exit(2);
    }
    ZohoSimulator simulator = ZohoSimulator.start(Integer.parseInt(arguments[0]));
    if (arguments.length == 2) {
      load(simulator, Path.of(arguments[1]));
    }
    System.out.println("Zoho simulator at " + simulator.baseUri());
    Thread.currentThread().join();
  }

  /** Loads all files of a folder that are named after a kind. Returns how many records came in. */
  static int load(ZohoSimulator simulator, Path folder) throws IOException {
    List<String> kinds = simulator.kinds().stream().map(SimulatedKind::name).toList();
    int loaded = 0;
    for (String kind : kinds) {
      Path file = folder.resolve(kind + ".json");
      if (Files.exists(file)) {
        for (ObjectNode record : records(file).toList()) {
          simulator.load(kind, unwrapped(record, simulator.kind(kind).wrapper()));
          loaded++;
        }
      }
    }
    return loaded;
  }

  private static Stream<ObjectNode> records(Path file) throws IOException {
    JsonNode content = new JsonMapper().readTree(Files.readString(file));
    Stream<JsonNode> records = content.isArray() ? content.valueStream() : Stream.of(content);
    return records.map(ObjectNode.class::cast);
  }

  private static ObjectNode unwrapped(ObjectNode record, String wrapper) {
    return record.get(wrapper) instanceof ObjectNode inside ? inside : record;
  }
}

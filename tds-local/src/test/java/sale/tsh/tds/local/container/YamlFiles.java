package sale.tsh.tds.local.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import sale.tsh.tds.testing.Checkout;
import sale.tsh.tds.testing.DocumentedSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the YAML of {@code deploy}. */
final class YamlFiles {

  private static final JsonMapper JSON = new JsonMapper();

  private YamlFiles() {}

  /** The documents of a file of the checkout. */
  static List<JsonNode> read(String file) {
    return parse(Checkout.read(file));
  }

  /** The documents of a text. A member that stands twice is an error. */
  static List<JsonNode> parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(options))
        .loadAll(text)
        .forEach(document -> documents.add(JSON.valueToTree(document)));
    return documents;
  }

  /** The elements of a list, or nothing. */
  static Stream<JsonNode> each(JsonNode list) {
    return list.valueStream();
  }

  /** The texts of a list. */
  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  /** The names that are neither settings nor name the file of one. */
  static Set<String> unknownSettings(Stream<String> names) {
    Set<String> known = DocumentedSettings.defaults().keySet();
    return names
        .filter(name -> !known.contains(name.replaceFirst("_FILE$", "")))
        .collect(Collectors.toSet());
  }
}

package sale.tsh.tds.api.webhook;

import sale.tsh.tds.json.Json;

/**
 * Estimates how many bytes of memory a body needs during intake. Its text is copied several times,
 * and the size of its tree depends on the content. In a list, {@code {},} needs 130 bytes of tree
 * for its three characters, while a long text needs two bytes per character.
 */
final class BodyMemory {

  /** Bytes, text, canonical text and the statement's parameters. */
  private static final int COPIES = 10;

  /** In bytes: Jackson's nodes and the maps in them, by the character that begins each. */
  private static final int OBJECT = 100;

  private static final int LIST = 50;
  private static final int ELEMENT = 30;
  private static final int MEMBER = 80;

  /** An escape in a form may be any of them. Three escapes are an object in a list. */
  private static final int ESCAPE = 45;

  /** In bytes. The parser refuses a body whose tree would be larger. */
  private static final int MOST_OF_TREE = Json.MAX_TOKENS * 80;

  private int tree;

  /** The most memory that a body of this length may need. */
  static long most(int bytes) {
    return (long) COPIES * bytes + MOST_OF_TREE;
  }

  /** The additional memory that the next bytes of the body need. */
  int of(byte[] piece, int length) {
    int nodes = 0;
    for (int i = 0; i < length; i++) {
      nodes +=
          switch (piece[i]) {
            case '{' -> OBJECT;
            case '[' -> LIST;
            case ',' -> ELEMENT;
            case ':' -> MEMBER;
            case '%' -> ESCAPE;
            default -> 0;
          };
    }
    int before = tree;
    tree = Math.min(MOST_OF_TREE, tree + nodes);
    return COPIES * length + tree - before;
  }
}

package sale.tsh.tds.testing;

/** A dashboard password for tests, and its bcrypt hash at the lowest cost. */
public final class TestPassword {

  public static final String PASSWORD = "a long password";
  public static final String HASH = "$2b$10$lMtHNuEsU.TwOtc9XwQ9.uQ1BhkrBkrmxMRHy8xFe/EvX6yOMZ2tG";

  private TestPassword() {}
}

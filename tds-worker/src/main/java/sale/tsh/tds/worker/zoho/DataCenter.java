package sale.tsh.tds.worker.zoho;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Zoho's data centres. An organisation is in one of them, and no other host is ever called. */
enum DataCenter {
  COM("com", "accounts.zoho.com", "www.zohoapis.com"),
  EU("eu", "accounts.zoho.eu", "www.zohoapis.eu"),
  IN("in", "accounts.zoho.in", "www.zohoapis.in"),
  AU("com.au", "accounts.zoho.com.au", "www.zohoapis.com.au"),
  JP("jp", "accounts.zoho.jp", "www.zohoapis.jp"),
  CA("ca", "accounts.zohocloud.ca", "www.zohoapis.ca"),
  SA("sa", "accounts.zoho.sa", "www.zohoapis.sa"),
  CN("com.cn", "accounts.zoho.com.cn", "www.zohoapis.com.cn");

  private final String domain;
  private final String accounts;
  private final String api;

  DataCenter(String domain, String accounts, String api) {
    this.domain = domain;
    this.accounts = accounts;
    this.api = api;
  }

  static Optional<DataCenter> of(String domain) {
    return Arrays.stream(values()).filter(each -> each.domain.equals(domain)).findFirst();
  }

  static String domains() {
    return Arrays.stream(values()).map(each -> each.domain).collect(Collectors.joining(", "));
  }

  URI accounts() {
    return URI.create("https://" + accounts);
  }

  URI api() {
    return URI.create("https://" + api);
  }
}

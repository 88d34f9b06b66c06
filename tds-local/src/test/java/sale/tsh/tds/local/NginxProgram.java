package sale.tsh.tds.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Runs the machine's nginx with the shipped configuration. Only the addresses, the name and the
 * certificate differ.
 *
 * @param directory the directory of its files, where the certificate is created
 * @param host the name or address on which it listens
 * @param apis the APIs behind it, each as {@code host:port}
 */
public record NginxProgram(Path directory, String host, int port, int tlsPort, List<String> apis)
    implements Program {

  private static final Path SHIPPED = Path.of("../deploy/nginx/tds-core.conf");

  private static final String FRAME =
      """
      user root;
      worker_processes 1;
      pid nginx.pid;
      error_log stderr;
      events {
      }
      http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include tds-core.conf;
      }
      """;

  static boolean isInstalled() {
    return DebianProgram.named("nginx").isPresent();
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public String address() {
    return "https://%s:%d".formatted(host, tlsPort);
  }

  @Override
  public Map<String, Integer> ports() {
    return Map.of();
  }

  @Override
  public void prepare() {
    try {
      Files.createDirectories(more());
      if (!Files.exists(certificate())) {
        makeCertificate();
      }
      Files.writeString(directory.resolve("nginx.conf"), FRAME);
      Files.writeString(directory.resolve("tds-core.conf"), configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> command() {
    return List.of(
        DebianProgram.named("nginx").orElseThrow().toString(),
        "-p",
        directory.toString(),
        "-c",
        "nginx.conf",
        "-g",
        "daemon off;");
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public boolean isHealthy() {
    return DebianProgram.listensAt(host, tlsPort);
  }

  @Override
  public boolean askToEnd(ProcessHandle process) {
    return process.destroy();
  }

  /** Returns a context that trusts this certificate only. */
  public SSLContext trust() {
    try (InputStream pem = Files.newInputStream(certificate())) {
      return trust(pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a context that trusts a certificate only. */
  public static SSLContext trust(InputStream pem) {
    try {
      KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      known.setCertificateEntry(
          "nginx", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The directory of the files that the server includes. */
  Path more() {
    return directory.resolve("more");
  }

  private Path certificate() {
    return directory.resolve("fullchain.pem");
  }

  private void makeCertificate() {
    boolean number = host.matches("[0-9.]+");
    Command openssl =
        Command.run(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + host,
                "-addext",
                "subjectAltName=" + (number ? "IP:" : "DNS:") + host,
                "-keyout",
                directory.resolve("privkey.pem").toString(),
                "-out",
                certificate().toString()));
    assertThat(openssl.succeeded()).as(openssl.output()).isTrue();
  }

  private String configuration() throws IOException {
    String text = Files.readString(SHIPPED).replaceAll("(?m)^ *listen \\[::].*\n", "");
    for (String file : List.of("fullchain.pem", "privkey.pem")) {
      String certificate = "/etc/letsencrypt/live/api.example.com/" + file;
      text = replaced(text, certificate, "\"%s\"".formatted(directory.resolve(file)));
    }
    text = replaced(text, "/etc/nginx/tds-core/*.conf", "\"%s/*.conf\"".formatted(more()));
    text = replaced(text, "api.example.com", host);
    text = replaced(text, "listen 80;", "listen %s:%d;".formatted(host, port));
    text = replaced(text, "listen 443 ", "listen %s:%d ".formatted(host, tlsPort));
    String api = "    server 127.0.0.1:8001 max_fails=1 fail_timeout=2s;\n";
    return replaced(
        text,
        api,
        apis.stream()
            .map(each -> api.replace("127.0.0.1:8001", each))
            .collect(Collectors.joining()));
  }

  private static String replaced(String text, String what, String with) {
    assertThat(text).contains(what);
    return text.replace(what, with);
  }
}

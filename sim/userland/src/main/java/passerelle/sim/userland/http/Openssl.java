package passerelle.sim.userland.http;

import java.util.List;
import java.util.Set;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;

/**
 * OpenSSL's program, as far as its version (apps/openssl.c, apps/version.c); of its other commands
 * the one that courses on networks type is told what to type in its place.
 */
public final class Openssl implements BlockingProgram {
  private static final String VERSION = "3.5.9 29 Sep 2026";

  /** Commands that it has; the rest of them are as unknown here as misspelt ones. */
  private static final Set<String> COMMANDS =
      Set.of(
          "asn1parse ca ciphers crl dgst dhparam ec ecparam enc genpkey genrsa help list ocsp passwd"
              .concat(" pkcs12 pkey rand req rsa s_client s_server s_time speed verify x509")
              .split(" "));

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    String command = words.isEmpty() ? "help" : words.get(0).replaceFirst("^--?", "");
    if (command.equals("version") && words.size() == 1) {
      return self.stdout().println("OpenSSL %1$s (Library: OpenSSL %1$s)".formatted(VERSION), 0);
    } else if (command.equals("s_client")) {
      int option = words.indexOf("-connect");
      String host = option > 0 && option + 1 < words.size() ? words.get(option + 1) : "localhost";
      return self.stderr()
          .println(
              "openssl: Passerelle does not model openssl s_client; curl -v https://"
                  + host
                  + " shows the handshake and the certificate",
              2);
    }
    return COMMANDS.contains(command) || command.equals("version")
        ? self.stderr()
            .println("openssl: Passerelle does not model openssl " + String.join(" ", words), 2)
        : self.stderr()
            .println("Invalid command '" + words.get(0) + "'; type \"help\" for a list.", 1);
  }
}

package passerelle.engine.cli.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.EngineProfile;
import passerelle.engine.cli.Client;
import passerelle.engine.daemon.Engine;

/** What {@code docker version} knows: of the client and of the server (docker/cli version.go). */
final class VersionDocument {
  static final String GO = "go1.24.4";
  static final String CONTAINERD = "1.7.24~ds1-6+deb13u1";
  static final String RUNC = "1.1.15+ds1-2+deb13u1";
  static final String KERNEL = "6.18.0";

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final EngineProfile.Versions versions;

  /** A time in the form of Go's ANSIC in that of RFC 3339; pages read no names of months. */
  private static String built(String ansic) {
    String[] words = ansic.split(" +");
    int month = MONTHS.indexOf(words[1]) / 3 + 1;
    int day = Integer.parseInt(words[2]);
    String date = String.format("%s-%02d-%02d", words[4], month, day);
    return date + "T" + words[3] + ".000000000+00:00";
  }

  private final Client client;

  VersionDocument(Engine engine, Client client) {
    this.versions = engine.profile().versions();
    this.client = client;
  }

  Map<String, Object> build() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Client", client());
    document.put("Server", server());
    return document;
  }

  Map<String, Object> client() {
    Map<String, Object> known = new LinkedHashMap<>();
    if (!versions.edition().isEmpty()) {
      known.put("Platform", Map.of("Name", versions.edition()));
    }
    known.put("Version", versions.engine());
    known.put("ApiVersion", client.api());
    known.put("DefaultAPIVersion", versions.api());
    known.put("GitCommit", versions.clientCommit());
    known.put("GoVersion", GO);
    known.put("Os", "linux");
    known.put("Arch", "amd64");
    known.put("BuildTime", versions.built());
    known.put("Context", client.context());
    return known;
  }

  private Map<String, Object> server() {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("Platform", Map.of("Name", versions.edition()));
    server.put("Version", versions.engine());
    server.put("ApiVersion", versions.api());
    server.put("MinAPIVersion", versions.oldestApi());
    server.put("GitCommit", versions.engineCommit());
    server.put("GoVersion", GO);
    server.put("Os", "linux");
    server.put("Arch", "amd64");
    server.put("KernelVersion", KERNEL);
    server.put("BuildTime", built(versions.built()));
    server.put(
        "Components",
        List.of(
            component("Engine", versions.engine(), engine()),
            component("containerd", "1.7.24~ds1", Map.of("GitCommit", CONTAINERD)),
            component("runc", "1.1.15+ds1", Map.of("GitCommit", RUNC)),
            component("docker-init", "0.19.0", Map.of("GitCommit", ""))));
    return server;
  }

  private Map<String, String> engine() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("ApiVersion", versions.api());
    details.put("Arch", "amd64");
    details.put("BuildTime", versions.built());
    details.put("Experimental", "false");
    details.put("GitCommit", versions.engineCommit());
    details.put("GoVersion", GO);
    details.put("KernelVersion", KERNEL);
    details.put("MinAPIVersion", versions.oldestApi());
    details.put("Os", "linux");
    return details;
  }

  private static Map<String, Object> component(
      String name, String version, Map<String, String> details) {
    return Map.of("Name", name, "Version", version, "Details", details);
  }
}

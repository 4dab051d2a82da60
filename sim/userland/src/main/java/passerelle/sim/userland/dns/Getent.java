package passerelle.sim.userland.dns;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ResolverFiles;
import passerelle.sim.userland.tool.AccountFile;
import passerelle.text.WordList;

/** glibc's getent, for the databases of hosts (getent(1)). */
final class Getent implements BlockingProgram {
  private static final String HINT =
      "Try `getent --help' or `getent --usage' for more information.\n";
  private static final int NOT_FOUND = 2;
  private static final List<String> OTHERS =
      WordList.of(
          """
          aliases ethers gshadow initgroups netgroup networks protocols rpc services shadow
          ahostsv6
          """);

  /** Databases that are files of that name. */
  private static final List<String> FILES = List.of("passwd", "group");

  /** All lines of a database, or those of the names or numbers that are asked for. */
  private static int file(Process self, String database, List<String> keys) {
    List<String[]> lines = AccountFile.of(self.files(), "/etc/" + database).lines();
    if (keys.isEmpty()) {
      lines.forEach(line -> self.stdout().println(String.join(":", line)));
      return 0;
    }
    int status = 0;
    for (String key : keys) {
      Optional<String[]> found =
          lines.stream().filter(line -> line[0].equals(key) || line[2].equals(key)).findFirst();
      found.ifPresent(line -> self.stdout().println(String.join(":", line)));
      status = found.isPresent() ? status : NOT_FOUND;
    }
    return status;
  }

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    if (words.isEmpty()) {
      return self.stderr().print("getent: wrong number of arguments\n" + HINT, 1);
    }
    String database = words.get(0);
    if (FILES.contains(database)) {
      return file(self, database, words.subList(1, words.size()));
    }
    if (OTHERS.contains(database)) {
      return self.stderr()
          .print("getent: Passerelle does not model the database " + database + "\n", 2);
    }
    if (!List.of("hosts", "ahosts", "ahostsv4").contains(database)) {
      return self.stderr().print("Unknown database: " + database + "\n" + HINT, 1);
    }
    Resolver resolver = new Resolver(self, new Net(self));
    int status = 0;
    for (String key : words.subList(1, words.size())) {
      boolean found =
          database.equals("hosts") ? hosts(self, resolver, key) : ahosts(self, resolver, key);
      status = found ? status : NOT_FOUND;
    }
    return status;
  }

  private static boolean hosts(Process self, Resolver resolver, String key) {
    Optional<IpAddress> address = Family.IPV4.parse(key);
    if (address.isPresent()) {
      Optional<String> name = resolver.reverse(address.get());
      name.ifPresent(n -> print(self, key, n));
      return name.isPresent();
    }
    Resolver.Result found = resolver.lookup(key);
    List<String> aliases = new ResolverFiles(self.files()).aliases(key);
    String names = String.join(" ", aliases);
    found
        .addresses()
        .forEach(
            a ->
                print(
                    self,
                    a.toString(),
                    names.isEmpty() ? found.canonical() : found.canonical() + " " + names));
    return found.isFound();
  }

  private static void print(Process self, String address, String names) {
    self.stdout().print("%-15s %s\n".formatted(address, names));
  }

  private static boolean ahosts(Process self, Resolver resolver, String key) {
    Resolver.Result found = resolver.lookup(key);
    String canonical = found.canonical();
    for (IpAddress address : found.addresses()) {
      for (String type : List.of("STREAM", "DGRAM", "RAW")) {
        self.stdout().print("%-15s %-6s %s\n".formatted(address, type, canonical));
        canonical = "";
      }
    }
    return found.isFound();
  }
}

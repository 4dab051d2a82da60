package passerelle.sim.userland.dns;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.WordList;

/**
 * Alpine's getent, for the database of hosts (main/musl/getent.c of aports). Of a name it prints
 * the first address alone; musl counts a host's own name among its aliases, so that it stands there
 * twice.
 */
final class MuslGetent implements BlockingProgram {
  private static final int USAGE = 1;
  private static final int NOT_FOUND = 2;
  private static final List<String> OTHERS =
      WordList.of(
          """
          ethers group ahosts ahostsv4 ahostsv6 networks passwd protocols services shadow
          shells
          """);
  private static final String DATABASES =
      "Usage: getent database [key ...]\n"
          + "\tdatabase may be one of:\n"
          + "\t\tethers group hosts ahosts ahostsv4 ahostsv6 networks\n"
          + "\t\tpasswd protocols services shadow shells\n";

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    if (words.isEmpty()) {
      return self.stderr().print(DATABASES, USAGE);
    }
    String database = words.get(0);
    if (OTHERS.contains(database) || words.size() == 1 && database.equals("hosts")) {
      return self.stderr()
          .print("getent: Passerelle does not model " + String.join(" ", words) + "\n", NOT_FOUND);
    }
    if (!database.equals("hosts")) {
      return self.stderr()
          .print(
              "getent: Unknown database `" + database + "': No error information\n" + DATABASES,
              USAGE);
    }
    Resolver resolver = new Resolver(self, new Net(self));
    for (String key : words.subList(1, words.size())) {
      if (!hosts(self, resolver, key)) {
        return NOT_FOUND;
      }
    }
    return 0;
  }

  private static boolean hosts(Process self, Resolver resolver, String key) {
    Optional<IpAddress> address = Family.IPV4.parse(key);
    if (address.isPresent()) {
      Optional<String> name = resolver.reverse(address.get());
      name.ifPresent(n -> print(self, key, n, n));
      return name.isPresent();
    }
    Resolver.Result found = resolver.lookup(key);
    if (!found.isFound()) {
      return false;
    }
    String name = found.canonical();
    print(
        self,
        found.addresses().get(0).toString(),
        name,
        name.equals(key) ? name : name + " " + key);
    return true;
  }

  private static void print(Process self, String address, String name, String aliases) {
    self.stdout().print("%-16s  %s  %s\n".formatted(address, name, aliases));
  }
}

package passerelle.sim.userland.tcpdump;

import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.User;
import passerelle.sim.userland.tool.Account;

/**
 * Whom tcpdump goes on as when root has started it ({@code tcpdump.c:droproot}). Debian's is built
 * to become the user tcpdump, whom its package makes; Alpine's stays root.
 */
final class Privileges {
  private static final String OWN = "tcpdump";
  private static final int LONGEST_NAME = 32;

  private Privileges() {}

  /** Becomes that user, after the device and the files have been opened. */
  static void drop(Process self, TcpdumpOptions options) throws TcpdumpFailure {
    if (self.user().uid() != 0) {
      return;
    }
    Optional<User> found = Account.of(self.files(), options.user().orElse(OWN)).map(Account::user);
    if (found.isEmpty() && options.user().isPresent()) {
      String name = options.user().get();
      String shown = name.substring(0, Math.min(LONGEST_NAME, name.length()));
      throw TcpdumpFailure.of("Couldn't find user '" + shown + "'");
    }
    if (found.isPresent()) {
      give(self, options, found.get());
      self.become(found.get());
    }
  }

  /** The file of packets is the user's. */
  private static void give(Process self, TcpdumpOptions options, User user) throws TcpdumpFailure {
    Optional<String> file = options.writeFile().filter(name -> !name.equals("-"));
    if (file.isPresent()) {
      try {
        self.files().chown(self.path(file.get()), user.uid());
      } catch (FileError gone) {
        throw TcpdumpFailure.of(file.get() + ": " + gone.getMessage());
      }
    }
  }
}

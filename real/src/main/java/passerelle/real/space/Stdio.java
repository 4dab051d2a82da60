package passerelle.real.space;

import com.sun.jna.Pointer;
import passerelle.real.sys.Libc;

/** What a new process finds at one of its descriptors. */
sealed interface Stdio {

  /** Adds what provides it to posix_spawn(3)'s actions; an error number, 0 for none. */
  int addTo(Pointer actions, int descriptor);

  /** A copy of a descriptor of the JVM. */
  record Inherited(int fd) implements Stdio {
    @Override
    public int addTo(Pointer actions, int descriptor) {
      return Calls.posix_spawn_file_actions_adddup2(actions, fd, descriptor);
    }
  }

  /**
   * A file that the new process opens itself; a terminal opened so becomes its controlling one,
   * since it leads a session that has none (tty_jobctrl.c:tty_open_proc_set_tty).
   */
  record Opened(String path, int flags) implements Stdio {
    @Override
    public int addTo(Pointer actions, int descriptor) {
      return Calls.posix_spawn_file_actions_addopen(actions, descriptor, path, flags, 0);
    }
  }

  /** /dev/null. */
  static Stdio nothing() {
    return new Opened("/dev/null", Libc.O_RDWR);
  }
}

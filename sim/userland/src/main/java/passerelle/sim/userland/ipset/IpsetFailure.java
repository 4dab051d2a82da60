package passerelle.sim.userland.ipset;

import passerelle.sim.uapi.SetFault;

/** Why ipset ends: what it prints behind its version, and its status. */
final class IpsetFailure extends Exception {
  private static final String HINT = "\nTry `ipset help' for more information.";
  private final int status;
  private final boolean ours;

  private IpsetFailure(String message, int status, boolean ours) {
    super(message);
    this.status = status;
    this.ours = ours;
  }

  /** A wrong command line. */
  static IpsetFailure usage(String message) {
    return new IpsetFailure(message + HINT, 2, false);
  }

  /** A word that means nothing here. */
  static IpsetFailure syntax(String message) {
    return new IpsetFailure("Syntax error: " + message, 1, false);
  }

  /** Something that this set cannot do. */
  static IpsetFailure refused(String message) {
    return new IpsetFailure(message, 1, false);
  }

  /** Real, but not there. */
  static IpsetFailure notModelled(String what) {
    return new IpsetFailure("Passerelle does not model " + what, 2, true);
  }

  /** What the kernel refused (lib/errcode.c). */
  static IpsetFailure kernel(SetFault fault) {
    return refused(
        switch (fault.why()) {
          case ELEMENT_EXISTS -> "Element cannot be added to the set: it's already added";
          case ELEMENT_MISSING -> "Element cannot be deleted from the set: it's not added";
          case FULL -> "Hash is full, cannot add more elements";
          case OUT_OF_RANGE -> "Element is out of the range of the set";
          case NULL_VALUED -> "Null-valued element, cannot be stored in a hash type of set";
          case BAD_PREFIX -> "The value of the CIDR parameter of the IP address is invalid";
          case NO_SET -> "The set with the given name does not exist";
          case NO_SECOND_SET -> "Sets cannot be swapped: the second set does not exist";
          case SET_EXISTS -> "Set cannot be created: set with the same name already exists";
          case NEW_NAME_EXISTS -> "Set cannot be renamed: a set with the new name already exists";
          case BUSY_DESTROY -> "Set cannot be destroyed: it is in use by a kernel component";
          case BUSY_RENAME -> "Set cannot be renamed: it is in use by another system";
          case OTHER_TYPE -> "The sets cannot be swapped: their type does not match";
        });
  }

  int status() {
    return status;
  }

  /** The whole of what is printed. */
  String render(String where) {
    return (ours ? "ipset: " : "ipset v7.22: ") + where + getMessage() + "\n";
  }
}

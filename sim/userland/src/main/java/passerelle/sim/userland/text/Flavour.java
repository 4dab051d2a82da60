package passerelle.sim.userland.text;

/** Whose tool it is: the same name prints differently. */
public enum Flavour {
  /** Debian 13: coreutils, grep, sed, mawk. */
  GNU,
  /** An applet of BusyBox 1.37. */
  BUSYBOX
}

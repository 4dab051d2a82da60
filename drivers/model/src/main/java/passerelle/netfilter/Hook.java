package passerelle.netfilter;

/**
 * The five points of the packet's path at which netfilter is asked
 * (include/uapi/linux/netfilter.h).
 */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING
}

/**
 * What the configuration tools share: the words of a command line, printing as text or JSON the way
 * iproute2 does (lib/json_print.c), the names of network namespaces under {@code /run/netns}, and
 * the files under /proc and /sys that show the kernel's state.
 */
package passerelle.sim.userland.tool;

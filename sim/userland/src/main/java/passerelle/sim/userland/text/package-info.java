/**
 * The tools around the network tools: what stands at either end of a pipe. They print as GNU
 * coreutils 9.7, grep 3.11, sed 4.9 and mawk 1.3.4 do, or as the applets of BusyBox 1.37. {@link
 * passerelle.sim.userland.text.TextTools} puts them together.
 */
package passerelle.sim.userland.text;

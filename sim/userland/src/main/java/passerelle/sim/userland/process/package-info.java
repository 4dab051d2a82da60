/**
 * Tools about processes and the machine: {@code ps}, {@code top -b}, {@code pidof} of procps,
 * {@code nsenter} and {@code dmesg} of util-linux.
 */
package passerelle.sim.userland.process;

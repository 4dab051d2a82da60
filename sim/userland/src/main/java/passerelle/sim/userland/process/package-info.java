/**
 * Tools that put processes somewhere, and what they see there: {@code nsenter}, {@code unshare},
 * {@code mount} and {@code dmesg} of util-linux, {@code su} and {@code sudo}, {@code docker-init},
 * and the files of {@code /proc}.
 */
package passerelle.sim.userland.process;

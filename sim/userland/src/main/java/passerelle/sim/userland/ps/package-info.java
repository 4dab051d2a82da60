/**
 * The tools of procps that list processes and send them signals, {@code ps}, {@code pgrep}, {@code
 * pkill}, {@code kill} and {@code pidof}, and those of BusyBox.
 */
package passerelle.sim.userland.ps;

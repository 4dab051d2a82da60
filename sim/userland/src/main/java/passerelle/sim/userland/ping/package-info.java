/** Is it there, and how far: ping, arping, traceroute and tracepath. */
package passerelle.sim.userland.ping;

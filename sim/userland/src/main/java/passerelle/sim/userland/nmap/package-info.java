/** nmap: which hosts are up, which ports are open. */
package passerelle.sim.userland.nmap;

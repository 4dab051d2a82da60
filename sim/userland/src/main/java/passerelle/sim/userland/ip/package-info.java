/**
 * {@code ip} of iproute2 6.15: addresses, devices, routes, neighbours, rules and namespaces, shown
 * as text or JSON and changed as over rtnetlink. Twins: iproute2's ip/ip.c, ipaddress.c, iplink.c,
 * iproute.c, ipneigh.c, iprule.c, ipnetns.c.
 */
package passerelle.sim.userland.ip;

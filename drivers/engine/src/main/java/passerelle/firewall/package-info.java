/**
 * What each engine version writes into iptables for its bridge networks, as plans: the same
 * purposes, three arrangements of chains. Their twins are libnetwork/drivers/bridge/setup_ip_tables
 * of Engine 26.1 and libnetwork/drivers/bridge/internal/iptabler of Engine 28.5 and 29.1.
 */
package passerelle.firewall;

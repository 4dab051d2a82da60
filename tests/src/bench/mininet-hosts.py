"""Adds N hosts to a Mininet network with a Linux bridge (it publishes no ports).

Prints the milliseconds of each on a line. Run it in namespaces of its own. Arguments: N.
"""

import sys
import time

from mininet.net import Mininet
from mininet.nodelib import LinuxBridge

# Each host has an address and a default route, as a container has.
net = Mininet(switch=LinuxBridge, controller=None, ipBase="10.90.0.0/16")
bridge = net.addSwitch("s1")
bridge.start([])
for i in range(int(sys.argv[1])):
    start = time.perf_counter()
    host = net.addHost(f"h{i}", defaultRoute="via 10.90.0.1")
    link = net.addLink(host, bridge)
    bridge.cmd("brctl addif", bridge, link.intf2)
    host.configDefault(**host.params)
    print(f"{(time.perf_counter() - start) * 1000:.3f}", flush=True)
net.stop()

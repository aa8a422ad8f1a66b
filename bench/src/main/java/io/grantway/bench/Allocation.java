package io.grantway.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// How many bytes another JVM has allocated, read from outside: no option of that JVM is needed.
final class Allocation implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private Allocation(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    /// Attaches to a JVM of the same user. The address it connects to is what that JVM, started
    /// here, says of itself: nobody else can name one.
    @SuppressWarnings("BanJNDI")
    static Allocation of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(address);
            ThreadMXBean threads =
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class);
            return new Allocation(connector, threads);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException("process " + pid + " is no JVM that can be asked", e);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be asked", e);
        }
    }

    /// Of all threads since the start; what virtual threads allocate is their carriers'.
    long bytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

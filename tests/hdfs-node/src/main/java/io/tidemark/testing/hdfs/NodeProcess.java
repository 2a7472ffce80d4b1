// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing.hdfs;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

/** A NameNode and a DataNode, on 127.0.0.1, with all that they know in a folder. */
public final class NodeProcess {
  private static final String ANY_PORT = "127.0.0.1:0";

  private NodeProcess() {}

  /**
   * Runs until it is killed. There is a directory {@code /data} of the user, and {@code /closed},
   * which is not theirs.
   *
   * @param arguments the port of the NameNode, the folder, which has to be on the class path, the
   *     user
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    // Pages to look at, which nobody does; without their directories it does not start.
    Files.createDirectories(folder.resolve("webapps/hdfs"));
    Files.createDirectories(folder.resolve("webapps/datanode"));
    Configuration configuration = configuration(arguments[0], folder);
    DefaultMetricsSystem.setMiniClusterMode(true); // to format and to run, in one process
    if (!Files.exists(folder.resolve("names/current"))) {
      NameNode.format(configuration);
    }
    NameNode names = NameNode.createNameNode(new String[0], configuration);
    DataNode.createDataNode(new String[0], configuration);
    while (names.isInSafeMode()) { // until it has heard of the other
      Thread.sleep(10);
    }
    prepare(configuration, arguments[2]);
    System.out.println("ready");
    names.join();
  }

  private static Configuration configuration(String port, Path folder) {
    Configuration configuration = new Configuration();
    configuration.set("fs.defaultFS", "hdfs://127.0.0.1:" + port);
    configuration.set("dfs.namenode.rpc-address", "127.0.0.1:" + port);
    configuration.set("dfs.namenode.http-address", ANY_PORT);
    configuration.set("dfs.namenode.name.dir", folder.resolve("names").toUri().toString());
    configuration.set("dfs.datanode.data.dir", folder.resolve("blocks").toUri().toString());
    configuration.set("dfs.datanode.address", ANY_PORT);
    configuration.set("dfs.datanode.ipc.address", ANY_PORT);
    configuration.set("dfs.datanode.http.address", ANY_PORT);
    configuration.set("dfs.datanode.hostname", "127.0.0.1");
    configuration.setInt("dfs.replication", 1);
    configuration.setInt("dfs.namenode.handler.count", 4);
    configuration.setLong("dfs.namenode.safemode.extension", 0);
    configuration.setInt("dfs.namenode.safemode.min.datanodes", 1);
    return configuration;
  }

  private static void prepare(Configuration configuration, String user) throws Exception {
    try (FileSystem files = FileSystem.get(configuration)) {
      org.apache.hadoop.fs.Path data = new org.apache.hadoop.fs.Path("/data");
      files.mkdirs(data);
      files.setOwner(data, user, user);
      files.mkdirs(new org.apache.hadoop.fs.Path("/closed"), new FsPermission((short) 0700));
    }
  }
}

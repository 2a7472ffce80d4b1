// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.Test;

/** {@code pipelines -> io -> transforms -> Beam SDK}, and nothing the other way. */
public final class DependenciesTest {
  private static final String RUNNERS = "org.apache.beam.runners..";
  private static final String FLINK = "org.apache.flink..";

  @Test
  public void transformsKnowTheBeamSdkAndNoConnector() {
    classes()
        .that()
        .resideInAPackage("io.tidemark.transforms..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.tidemark.transforms..",
            "org.apache.beam.sdk..",
            "com.google.auto.value..",
            "org.joda.time..",
            "ch.hsr.geohash..",
            "com.datadoghq.sketch..",
            "java..",
            "javax..")
        .andShould()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("org.apache.beam.sdk.io..")
        .because("transforms owns the vocabulary and runs wherever the Beam SDK does")
        .check(Product.classes());
  }

  @Test
  public void ioKnowsNoPipelineAndNoRunner() {
    noClasses()
        .that()
        .resideInAPackage("io.tidemark.io..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tidemark.pipelines..", RUNNERS, FLINK)
        .because("io turns the outside world into the vocabulary of transforms, and back")
        .check(Product.classes());
  }

  @Test
  public void pipelinesKnowNoRunner() {
    noClasses()
        .that()
        .resideInAPackage("io.tidemark.pipelines..")
        .and()
        .resideOutsideOfPackage("io.tidemark.pipelines.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(RUNNERS, FLINK)
        .because("a runner's options are set by name, through arguments: any runner will do")
        .check(Product.classes());
  }

  @Test
  public void packagesHaveNoCycles() {
    slices()
        .matching("io.tidemark.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package in a cycle cannot be read, tested or moved alone")
        .check(Product.classes());
  }
}

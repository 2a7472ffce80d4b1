// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of the product's modules, without their tests. */
final class Product {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidemark.transforms", "io.tidemark.io", "io.tidemark.pipelines");

  private Product() {}

  static JavaClasses classes() {
    return CLASSES;
  }
}

// Command examples converts programs in YAML to other languages: examples SCHEMA FILE…. It prints JSON: for each file,
// and in it each language, the program. `pulumi convert` does the same one file and language at a time, with a language
// host for each, and has none for C#.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

type generator func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error)

var generators = map[string]generator{
	"typescript": nodejs.GenerateProgram,
	"python":     python.GenerateProgram,
	"go":         golang.GenerateProgram,
	"java":       java.GenerateProgram,
	"csharp":     dotnet.GenerateProgram,
}

func main() {
	if err := convert(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func convert(schemaFile string, files []string) error {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	pkg, err := schema.ImportSpec(spec, nil, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	converted := map[string]map[string]string{}
	for _, file := range files {
		if converted[file], err = convertFile(file, loader{pkg}); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(converted)
}

func convertFile(file string, packages schema.ReferenceLoader) (map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	template, problems, err := pulumiyaml.LoadYAMLBytes(file, text)
	if err != nil || problems.HasErrors() {
		return nil, fmt.Errorf("%w %v", err, problems)
	}
	programs := map[string]string{}
	for language, generate := range generators {
		// A generator changes the program, so each gets its own.
		program, problems, err := codegen.EjectProgram(template, packages)
		if err != nil || problems.HasErrors() {
			return nil, fmt.Errorf("%w %v", err, problems)
		}
		generated, problems, err := generate(program)
		if err != nil || problems.HasErrors() {
			return nil, fmt.Errorf("%s: %w %v", language, err, problems)
		}
		if len(generated) != 1 {
			return nil, fmt.Errorf("%s: %d files", language, len(generated))
		}
		for _, text := range generated {
			programs[language] = string(text)
		}
	}
	return programs, nil
}

// loader knows one package.
type loader struct{ pkg *schema.Package }

func (l loader) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	if name != l.pkg.Name {
		return nil, fmt.Errorf("there is no package %q", name)
	}
	return l.pkg, nil
}

func (l loader) LoadPackageV2(_ context.Context, wanted *schema.PackageDescriptor) (*schema.Package, error) {
	return l.LoadPackage(wanted.Name, nil)
}

func (l loader) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	pkg, err := l.LoadPackage(name, nil)
	if err != nil {
		return nil, err
	}
	return pkg.Reference(), nil
}

func (l loader) LoadPackageReferenceV2(_ context.Context, wanted *schema.PackageDescriptor) (schema.PackageReference, error) {
	return l.LoadPackageReference(wanted.Name, nil)
}

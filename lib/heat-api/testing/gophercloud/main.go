// What Terraform's openstack_orchestration_stack_v1 asks of Heat, by the library it asks with. The cloud is that of the environment; prints JSON.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stackevents"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stackresources"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stacks"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stacktemplates"
	"github.com/gophercloud/gophercloud/pagination"
)

const template = `heat_template_version: 2021-04-16
parameters:
  length: {type: number}
resources:
  text: {type: OS::Heat::RandomString, properties: {length: {get_param: length}}}
outputs:
  length: {value: {get_param: length}}
`

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func settled(client *gophercloud.ServiceClient, name, id string) *stacks.RetrievedStack {
	for {
		stack, err := stacks.Get(client, name, id).Extract()
		must(err)
		if len(stack.Status) < 11 || stack.Status[len(stack.Status)-11:] != "IN_PROGRESS" {
			return stack
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func main() {
	told := map[string]interface{}{}
	options, err := openstack.AuthOptionsFromEnv()
	must(err)
	provider, err := openstack.AuthenticatedClient(options)
	must(err)
	client, err := openstack.NewOrchestrationV1(provider, gophercloud.EndpointOpts{})
	must(err)

	on := gophercloud.Enabled
	source := &stacks.Template{TE: stacks.TE{Bin: []byte(template)}}
	environment := &stacks.Environment{TE: stacks.TE{Bin: []byte("parameters: {length: 4}\n")}}
	created, err := stacks.Create(client, stacks.CreateOpts{
		Name: "terraformed", TemplateOpts: source, EnvironmentOpts: environment, DisableRollback: on, Timeout: 30, Tags: []string{"one", "two"},
	}).Extract()
	must(err)
	stack := settled(client, "terraformed", created.ID)
	told["created"] = map[string]interface{}{
		"status": stack.Status, "parameters": stack.Parameters["length"], "outputs": stack.Outputs, "tags": stack.Tags, "timeout": stack.Timeout,
		"disableRollback": stack.DisableRollback, "born": !stack.CreationTime.IsZero(), "updated": !stack.UpdatedTime.IsZero(),
	}
	must(stacks.Update(client, "terraformed", created.ID, stacks.UpdateOpts{
		TemplateOpts: &stacks.Template{TE: stacks.TE{Bin: []byte(template)}}, Parameters: map[string]interface{}{"length": 5}, Timeout: 20, Tags: []string{"three"},
	}).ExtractErr())
	stack = settled(client, "terraformed", created.ID)
	told["updated"] = map[string]interface{}{"status": stack.Status, "outputs": stack.Outputs, "tags": stack.Tags, "timeout": stack.Timeout, "updated": !stack.UpdatedTime.IsZero()}
	found, err := stacks.Find(client, "terraformed").Extract()
	must(err)
	told["found"] = found.ID == created.ID

	names := []string{}
	must(stacks.List(client, stacks.ListOpts{SortKey: stacks.SortName}).EachPage(func(page pagination.Page) (bool, error) {
		listed, err := stacks.ExtractStacks(page)
		for _, one := range listed {
			names = append(names, one.Name)
		}
		return true, err
	}))
	told["listed"] = names
	events := 0
	must(stackevents.List(client, "terraformed", created.ID, nil).EachPage(func(page pagination.Page) (bool, error) {
		listed, err := stackevents.ExtractEvents(page)
		events += len(listed)
		return true, err
	}))
	told["events"] = events
	resources := map[string]string{}
	must(stackresources.List(client, "terraformed", created.ID, nil).EachPage(func(page pagination.Page) (bool, error) {
		listed, err := stackresources.ExtractResources(page)
		for _, one := range listed {
			resources[one.Name] = one.Type
		}
		return true, err
	}))
	told["resources"] = resources
	text, err := stacktemplates.Get(client, "terraformed", created.ID).Extract()
	must(err)
	told["template"] = len(text) > 0

	must(stacks.Delete(client, "terraformed", created.ID).ExtractErr())
	for {
		stack, err = stacks.Get(client, "terraformed", created.ID).Extract()
		if _, gone := err.(gophercloud.ErrDefault404); gone || (err == nil && stack.Status == "DELETE_COMPLETE") {
			break
		}
		must(err)
		time.Sleep(200 * time.Millisecond)
	}
	told["deleted"] = true
	must(json.NewEncoder(os.Stdout).Encode(told))
}

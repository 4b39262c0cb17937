"""The OpenStack SDK for Python, unchanged: what programs and Ansible's modules do with stacks. Prints one JSON document; the cloud is that of the environment."""
import json
import sys

import openstack
from openstack import exceptions

directory = sys.argv[1]
cloud = openstack.connect(timeout=60)
heat = cloud.orchestration
told = {}


def shown(stack):
    return {
        'name': stack.name, 'status': stack.status, 'parameters': dict(stack.parameters or {}), 'tags': stack.tags,
        'outputs': {output['output_key']: output['output_value'] for output in stack.outputs or []},
    }


# The cloud layer: what Ansible's openstack.cloud.stack calls.
created = cloud.create_stack('sdk', tags='blue', template_file=directory + '/web.yaml', environment_files=[directory + '/env.yaml'], timeout=600, wait=True, rollback=False, secret='pa55')
told['created'] = shown(created)
told['listed'] = sorted(stack.name for stack in cloud.list_stacks())
told['searched'] = [stack.name for stack in cloud.search_stacks('sdk', {'status': 'CREATE_COMPLETE'})]
told['updated'] = shown(cloud.update_stack('sdk', template_file=directory + '/web.yaml', environment_files=[directory + '/env.yaml'], timeout=600, wait=True, rollback=False, length=5, secret='pa55'))
told['failed'] = shown(cloud.create_stack('broken', template_file=directory + '/fails.yaml', wait=True, timeout=600, rollback=False))['status']
told['deleted'] = [cloud.delete_stack('broken', wait=True), cloud.delete_stack('nobody')]

# The proxy of the service.
stack = heat.find_stack('sdk')
told['resources'] = sorted([resource.name, resource.resource_type, resource.status] for resource in heat.resources(stack))
# Release 0.101 cannot make the request of get_stack_template: it fails within the SDK.
told['environment'] = heat.get_stack_environment(stack).parameters
told['files'] = sorted(heat.get_stack_files(stack).values())
told['valid'] = sorted(heat.validate_template(open(directory + '/web.yaml').read().replace('get_file: hello.sh', 'get_param: length')).parameters)
try:
    heat.validate_template('heat_template_version: 2021-04-16\nresources: {a: {type: No::Such}}\n')
except exceptions.HttpException as fault:
    told['invalid'] = [fault.status_code, fault.details]
heat.check_stack(stack)
told['checked'] = heat.wait_for_status(heat.get_stack(stack), status='CHECK_COMPLETE', failures=['CHECK_FAILED'], interval=1, wait=60).status
second = heat.create_stack(name='second', template={'heat_template_version': '2021-04-16', 'resources': {'v': {'type': 'OS::Heat::Value', 'properties': {'value': 1}}}}, parameters={}, timeout_mins=5)
told['second'] = heat.wait_for_status(heat.get_stack(second), status='CREATE_COMPLETE', failures=['CREATE_FAILED'], interval=1, wait=60).status
heat.update_stack(second, template={'heat_template_version': '2021-04-16', 'resources': {'w': {'type': 'OS::Heat::Value', 'properties': {'value': 2}}}}, parameters={})
heat.wait_for_status(heat.get_stack(second), status='UPDATE_COMPLETE', failures=['UPDATE_FAILED'], interval=1, wait=60)
told['abandoned'] = sorted(heat.abandon_stack(second)['resources'])
config = heat.create_software_config(name='config', group='script', config='echo hello', inputs=[], outputs=[], options={})
told['config'] = heat.get_software_config(config).config
told['configs'] = [one.name for one in heat.software_configs()]
heat.delete_software_config(config)
try:
    heat.get_stack('nobody')
except exceptions.ResourceNotFound as fault:
    told['missing'] = [fault.status_code, str(fault)]
heat.delete_stack(stack)
heat.wait_for_delete(stack, interval=1, wait=60)
told['left'] = [one.name for one in heat.stacks()]
json.dump(told, sys.stdout)

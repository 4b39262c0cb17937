-- AlterTable
ALTER TABLE "software_deployment" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);


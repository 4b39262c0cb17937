-- AlterTable
ALTER TABLE "software_config" ADD COLUMN     "sealed" TEXT;

